/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.qsu.sample.app;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;

import dev.qsu.boot.socket.InheritedSocket;
import dev.qsu.boot.socket.UnixDatagramSocket;

/**
 * Uses an inherited socket that is not a listener, as determined by the active profile.
 * It is not a configuration that {@link ScenarioApplication} would find.
 */
@EnableAutoConfiguration
public class SocketApplication {

	public static void main(String[] args) {
		SpringApplication.run(SocketApplication.class, args);
	}

	@Bean
	@Profile("connection")
	static ApplicationRunner connection(@InheritedSocket("0") SocketChannel channel) {
		return (arguments) -> {
			ByteBuffer buffer = ByteBuffer.allocate(100);
			channel.read(buffer);
			String answer = "from " + channel.getRemoteAddress() + " to " + channel.getLocalAddress() + ": "
					+ text(buffer);
			channel.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
			channel.close();
			Thread.sleep(60_000);
		};
	}

	@Bean
	@Profile("datagram")
	static ApplicationRunner datagram(@InheritedSocket("0") UnixDatagramSocket socket) {
		return (arguments) -> {
			ByteBuffer buffer = ByteBuffer.allocate(5);
			UnixDatagramSocket.Received received = socket.receive(buffer, Duration.ofSeconds(30));
			System.out.println(text(buffer) + " " + received + " at " + socket.path());
		};
	}

	private static String text(ByteBuffer buffer) {
		return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
	}

}
