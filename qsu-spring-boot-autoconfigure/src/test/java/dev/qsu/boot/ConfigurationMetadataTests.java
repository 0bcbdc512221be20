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

package dev.qsu.boot;

import java.beans.PropertyDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

import dev.qsu.boot.launch.Launch;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the configuration metadata of the properties.
 */
class ConfigurationMetadataTests {

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	@Test
	void everyPropertyHasADescription() throws Exception {
		Map<String, Map<String, Object>> properties = properties();
		assertThat(properties).isNotEmpty()
			.allSatisfy((name, property) -> assertThat(property.get("description")).as(name)
				.asString()
				.isNotBlank()
				.endsWith("."));
	}

	@Test
	void descriptionsFollowTheRulesOfSpringBoot() throws Exception {
		assertThat(properties()).allSatisfy((name, property) -> {
			String description = String.valueOf(property.get("description"));
			assertThat(violation(String.valueOf(property.get("type")), description)).as(name + ": " + description)
				.isEmpty();
		});
	}

	@ParameterizedTest
	@CsvSource({ "java.lang.String, The name., begins with an article",
			"java.lang.String, A name., begins with an article",
			"java.lang.String, An address., begins with an article",
			"java.lang.String, name., begins with a small letter", "java.lang.String, Name, has no full stop",
			"java.lang.String, Name. Defaults to the other., tells a default",
			"java.lang.Boolean, If it is on., does not begin with Whether",
			"'java.util.List<java.lang.String>', Names of all., does not begin with Comma-separated list",
			"java.lang.String, Name., ''", "java.lang.Boolean, Whether it is on., ''" })
	void whenDescriptionBreaksARuleSaysWhich(String type, String description, String expected) {
		assertThat(violation(type, description)).isEqualTo(expected);
	}

	@Test
	void valuesOfHintsAreDescribedWithoutArticles() throws Exception {
		for (Object hint : (List<?>) metadata().get("hints")) {
			for (Object value : (List<?>) ((Map<?, ?>) hint).get("values")) {
				Object description = ((Map<?, ?>) value).get("description");
				assertThat((description != null) ? String.valueOf(description) : "Nothing.").doesNotStartWith("The ")
					.doesNotStartWith("A ")
					.endsWith(".");
			}
		}
	}

	@Test
	void everyPropertyHasMetadata() throws Exception {
		assertThat(properties()).containsKeys(propertiesOfClasses().toArray(String[]::new)).containsKey("qsu.launcher");
	}

	@Test
	void everyPropertyBeginsWithOurPrefix() throws Exception {
		assertThat(properties().keySet()).allSatisfy((name) -> assertThat(name).startsWith("qsu."));
	}

	/**
	 * The rules are those of <a href=
	 * "https://docs.spring.io/spring-boot/specification/configuration-metadata/">Spring
	 * Boot's reference</a> and of its own metadata.
	 */
	private static String violation(String type, String description) {
		if (description.matches("(The|An?) .*")) {
			return "begins with an article";
		}
		if (!Character.isUpperCase(description.charAt(0))) {
			return "begins with a small letter";
		}
		if (!description.endsWith(".")) {
			return "has no full stop";
		}
		if (description.toLowerCase(Locale.ROOT).contains("default")) {
			return "tells a default";
		}
		if (type.equals("java.lang.Boolean") && !description.startsWith("Whether ")) {
			return "does not begin with Whether";
		}
		return (type.matches("java\\.util\\.(List|Set)<.*") && !description.startsWith("Comma-separated list "))
				? "does not begin with Comma-separated list" : "";
	}

	private static Map<String, Object> metadata() throws Exception {
		Path classes = Path.of(Launch.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		return JsonParserFactory.getJsonParser().parseMap(Files.readString(classes.resolve(METADATA)));
	}

	private static Map<String, Map<String, Object>> properties() throws Exception {
		Map<String, Object> metadata = metadata();
		Map<String, Map<String, Object>> properties = new TreeMap<>();
		for (Object property : (List<?>) metadata.get("properties")) {
			Map<String, Object> attributes = new TreeMap<>();
			((Map<?, ?>) property).forEach((name, value) -> attributes.put((String) name, value));
			properties.put((String) attributes.get("name"), attributes);
		}
		return properties;
	}

	private static List<String> propertiesOfClasses() throws Exception {
		ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
		scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
		List<String> names = new ArrayList<>();
		for (BeanDefinition candidate : scanner.findCandidateComponents("dev.qsu.boot")) {
			Class<?> type = ClassUtils.forName(candidate.getBeanClassName(), null);
			String prefix = AnnotatedElementUtils.getMergedAnnotation(type, ConfigurationProperties.class).prefix();
			for (PropertyDescriptor property : BeanUtils.getPropertyDescriptors(type)) {
				if (property.getWriteMethod() != null) {
					names.add(prefix + "." + property.getName().replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT));
				}
			}
		}
		assertThat(names).contains("qsu.socket.drain-timeout", "qsu.service.name", "qsu.systemd.notify");
		return names;
	}

}
