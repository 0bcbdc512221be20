import java.lang.management.ManagementFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/**
 * Starts a web application, prints how long that took since the start of the JVM and ends.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class PlainApplication {

	public static void main(String[] args) {
		SpringApplication.run(PlainApplication.class, "--server.port=0", "--spring.main.banner-mode=off",
				"--logging.level.root=warn");
		System.out.println("READY " + ManagementFactory.getRuntimeMXBean().getUptime());
		Runtime.getRuntime().halt(0);
	}

}
