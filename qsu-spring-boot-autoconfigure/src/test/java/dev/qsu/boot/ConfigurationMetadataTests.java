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
	void everyPropertyHasMetadata() throws Exception {
		assertThat(properties()).containsKeys(propertiesOfClasses().toArray(String[]::new)).containsKey("qsu.launcher");
	}

	@Test
	void everyPropertyBeginsWithOurPrefix() throws Exception {
		assertThat(properties().keySet()).allSatisfy((name) -> assertThat(name).startsWith("qsu."));
	}

	private static Map<String, Map<String, Object>> properties() throws Exception {
		Path classes = Path.of(Launch.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		Map<String, Object> metadata = JsonParserFactory.getJsonParser()
			.parseMap(Files.readString(classes.resolve(METADATA)));
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
