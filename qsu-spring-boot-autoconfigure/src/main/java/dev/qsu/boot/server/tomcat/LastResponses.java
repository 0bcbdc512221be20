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

package dev.qsu.boot.server.tomcat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import jakarta.servlet.http.HttpServletResponse;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Constants;
import org.jspecify.annotations.Nullable;

/**
 * Says {@code Connection: close} in the responses that are committed while the server
 * drains. Tomcat decides when it has read a request whether it is the last one of its
 * connection, but heeds the header when it commits the response.
 */
final class LastResponses {

	private static final String HTTP_2 = "HTTP/2.0";

	private static final String HEAD = "HEAD";

	private final BooleanSupplier draining;

	/** What the current thread works on. */
	private final ThreadLocal<@Nullable Response> current = new ThreadLocal<>();

	LastResponses(BooleanSupplier draining) {
		this.draining = draining;
	}

	void begin(Response response) {
		this.current.set(response);
	}

	void end() {
		this.current.remove();
	}

	/**
	 * The current thread may be about to commit the response on which it works.
	 */
	void committing() {
		if (this.draining.getAsBoolean()) {
			Response response = this.current.get();
			if (response != null && !response.isCommitted()) {
				close(response);
			}
		}
	}

	/**
	 * The current thread commits a response that has content, on whatever thread it was
	 * made.
	 * @param request the request
	 * @param response the response, whose length is final
	 */
	void committing(Request request, Response response) {
		if (this.draining.getAsBoolean() && close(response)) {
			keepChunks(request, response);
		}
	}

	private static boolean close(Response response) {
		boolean closes = response.getStatus() != HttpServletResponse.SC_SWITCHING_PROTOCOLS
				&& !response.getRequest().protocol().equals(HTTP_2);
		if (closes) {
			response.setHeader(Constants.CONNECTION, Constants.CLOSE);
		}
		return closes;
	}

	private static void keepChunks(Request request, Response response) {
		// Without a length, and with the header, Tomcat would have the end of the
		// connection tell the end of the content, so that nobody could tell whether
		// it is complete. It does not do so if there may be trailer fields.
		if (response.getContentLengthLong() == -1 && response.getTrailerFields() == null
				&& !HEAD.equals(request.getMethod()) && canChunk(response)) {
			response.setTrailerFields(() -> null);
		}
	}

	private static boolean canChunk(Response response) {
		AtomicBoolean supported = new AtomicBoolean();
		response.action(ActionCode.IS_TRAILER_FIELDS_SUPPORTED, supported);
		return supported.get();
	}

}
