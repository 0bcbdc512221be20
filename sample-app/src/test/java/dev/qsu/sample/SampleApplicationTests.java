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

package dev.qsu.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import dev.qsu.boot.service.Demise;
import dev.qsu.boot.service.SvcShutdownEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the endpoints of {@link SampleApplication}.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class SampleApplicationTests {

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext context;

	private final HttpClient client = HttpClient.newHttpClient();

	@Test
	void pageNeedsNoExternalResource() throws Exception {
		HttpResponse<String> response = get("/");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("qsu sample application").doesNotContain("http://", "https://", "src=");
	}

	@Test
	void serviceIsTold() throws Exception {
		this.context.publishEvent(new SvcShutdownEvent(this.context, Demise.TERMINATED, false, (duration) -> {
		}));
		long pid = ProcessHandle.current().pid();
		assertThat(get("/api/service").body()).startsWith("{\"launcher\":\"")
			.contains("\"state\":\"RUNNING\",\"pid\":" + pid + ",\"generation\":")
			.contains(",\"notify\":false,\"sockets\":[],\"events\":[")
			.contains("{\"type\":\"SvcShutdownEvent\",\"detail\":\"TERMINATED\",\"at\":\"2");
	}

	@Test
	void pidIsPlainText() throws Exception {
		HttpResponse<String> response = get("/api/pid");
		assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
		assertThat(response.body().strip()).isEqualTo(Long.toString(ProcessHandle.current().pid()));
	}

	@Test
	void slowAnswersAfterTheTimeWithThePid() throws Exception {
		long begin = System.nanoTime();
		assertThat(get("/api/slow?ms=300").body().strip()).containsOnlyDigits();
		assertThat(System.nanoTime() - begin).isGreaterThan(300_000_000);
	}

	@Test
	void slowWithoutSenseIsABadRequest() throws Exception {
		assertThat(get("/api/slow?ms=-1").statusCode()).isEqualTo(400);
		assertThat(get("/api/slow?ms=x").statusCode()).isEqualTo(400);
	}

	@Test
	void echoReturnsTheBody() throws Exception {
		byte[] body = new byte[16 * 1024];
		body[1] = 7;
		HttpRequest request = HttpRequest.newBuilder(uri("/api/echo")).POST(BodyPublishers.ofByteArray(body)).build();
		assertThat(this.client.send(request, BodyHandlers.ofByteArray()).body()).isEqualTo(body);
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
	}

	private URI uri(String path) {
		return URI.create("http://localhost:" + this.port + path);
	}

}
