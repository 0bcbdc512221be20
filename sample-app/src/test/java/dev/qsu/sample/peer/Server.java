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

package dev.qsu.sample.peer;

import java.io.File;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A web server for test applications, selected by their class path.
 */
public enum Server {

	/**
	 * Tomcat with Spring MVC.
	 */
	TOMCAT("spring-boot-jetty|jetty-|spring-boot-reactor-netty|reactor-netty|netty-|spring-webflux|spring-boot-webflux"),

	/**
	 * Tomcat with Spring WebFlux.
	 */
	TOMCAT_REACTIVE(
			"spring-boot-jetty|jetty-|spring-boot-reactor-netty|reactor-netty|netty-|spring-webmvc|spring-boot-webmvc"),

	/**
	 * Jetty with Spring MVC.
	 */
	JETTY("spring-boot-tomcat|tomcat-embed-core|tomcat-embed-websocket|spring-boot-reactor-netty|reactor-netty|netty-"
			+ "|spring-webflux|spring-boot-webflux"),

	/**
	 * Jetty with Spring WebFlux.
	 */
	JETTY_REACTIVE(
			"spring-boot-tomcat|tomcat-embed-core|tomcat-embed-websocket|spring-boot-reactor-netty|reactor-netty|netty-"
					+ "|spring-webmvc|spring-boot-webmvc"),

	/**
	 * Reactor Netty with Spring WebFlux.
	 */
	NETTY("spring-boot-tomcat|tomcat-embed-core|tomcat-embed-websocket|spring-boot-jetty|jetty-|spring-webmvc"
			+ "|spring-boot-webmvc");

	private static final Pattern DEVTOOLS = Pattern.compile(".*/spring-boot-devtools-[^/]*");

	private final Pattern excluded;

	Server(String excluded) {
		this.excluded = Pattern.compile(".*/(" + excluded + ")[^/]*\\.jar");
	}

	/**
	 * Return the class path of an application that runs on this server.
	 * @return the class path, without DevTools
	 */
	public List<String> classPath() {
		return entries().filter((entry) -> !DEVTOOLS.matcher(entry).matches()).toList();
	}

	/**
	 * Return the class path of an application that runs on this server with DevTools.
	 * @param classes the directory of the application's own classes
	 * @return the class path
	 */
	public List<String> developmentClassPath(String classes) {
		return Stream.concat(Stream.of(classes), entries().filter((entry) -> !entry.contains("sample-app"))).toList();
	}

	private Stream<String> entries() {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !this.excluded.matcher(entry).matches());
	}

}
