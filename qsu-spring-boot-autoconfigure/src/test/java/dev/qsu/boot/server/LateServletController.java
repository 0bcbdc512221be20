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

package dev.qsu.boot.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * What only servlets can do.
 */
@RestController
public class LateServletController extends LateController {

	@GetMapping("/late/sync/flushed")
	void flushed(HttpServletResponse response) throws IOException {
		hold();
		response.setStatus(HttpServletResponse.SC_NO_CONTENT);
		response.flushBuffer();
	}

	@GetMapping("/late/sync/stream")
	void stream(HttpServletResponse response) throws IOException {
		hold();
		write(response.getOutputStream(), "late");
		write(response.getOutputStream(), "last");
	}

	@GetMapping("/late/async/stream")
	StreamingResponseBody asyncStream(HttpServletResponse response) {
		return (output) -> {
			hold();
			write(output, "late");
			response.flushBuffer();
			write(output, "last");
		};
	}

	@GetMapping("/late/sync/file")
	void file(HttpServletRequest request, HttpServletResponse response) {
		Path file = Path.of("pom.xml").toAbsolutePath();
		long length = file.toFile().length();
		hold();
		response.setContentLengthLong(length);
		request.setAttribute("org.apache.tomcat.sendfile.filename", file.toString());
		request.setAttribute("org.apache.tomcat.sendfile.start", 0L);
		request.setAttribute("org.apache.tomcat.sendfile.end", length);
	}

	@GetMapping("/late/begun")
	StreamingResponseBody begun(HttpServletResponse response) {
		return (output) -> {
			write(output, "first");
			response.flushBuffer();
			hold();
			write(output, "last");
		};
	}

	@GetMapping("/late/upgrade")
	void upgrade(HttpServletRequest request, HttpServletResponse response) throws Exception {
		hold();
		response.setStatus(HttpServletResponse.SC_SWITCHING_PROTOCOLS);
		response.setHeader("Connection", "Upgrade");
		response.setHeader("Upgrade", "late");
		request.upgrade(Upgraded.class);
	}

	private static void write(OutputStream output, String text) throws IOException {
		output.write(text.getBytes(StandardCharsets.US_ASCII));
		output.flush();
	}

	/**
	 * A protocol without a word.
	 */
	public static class Upgraded implements HttpUpgradeHandler {

		@Override
		public void init(WebConnection connection) {
			try {
				write(connection.getOutputStream(), "upgraded");
				connection.close();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public void destroy() {
		}

	}

}
