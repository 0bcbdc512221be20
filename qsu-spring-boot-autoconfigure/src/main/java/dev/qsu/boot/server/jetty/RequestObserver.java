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

package dev.qsu.boot.server.jetty;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Handler that reports when a request has been read and when it has been answered.
 */
final class RequestObserver extends Handler.Wrapper {

	RequestObserver(@Nullable Handler handler) {
		super(handler);
	}

	@Override
	public boolean handle(Request request, Response response, Callback callback) throws Exception {
		Connection protocol = request.getConnectionMetaData().getConnection();
		ConnectionSourceEndPoint endPoint = ConnectionSourceEndPoint.find(protocol.getEndPoint());
		if (endPoint != null) {
			boolean answerable = endPoint.begin(protocol);
			request.addHttpStreamWrapper((stream) -> new ObservedStream(stream, request, protocol, endPoint));
			if (!answerable) {
				callback.failed(new EofException("The connection has already been ended"));
				return true;
			}
		}
		return super.handle(request, response, callback);
	}

	/**
	 * Observes when a response begins and when it has been completely written.
	 */
	private static final class ObservedStream extends HttpStream.Wrapper {

		private final Request request;

		private final Connection protocol;

		private final ConnectionSourceEndPoint endPoint;

		ObservedStream(HttpStream stream, Request request, Connection protocol, ConnectionSourceEndPoint endPoint) {
			super(stream);
			this.request = request;
			this.protocol = protocol;
			this.endPoint = endPoint;
		}

		@Override
		public void prepareResponse(HttpFields.Mutable headers) {
			// Jetty's own shutdown also closes connections after responses without the
			// header
			super.prepareResponse(headers);
			if (this.endPoint.isDraining() && this.protocol instanceof HttpConnection
					&& !headers.contains(HttpHeader.UPGRADE)) {
				headers.put(HttpFields.CONNECTION_CLOSE);
			}
		}

		@Override
		public void succeeded() {
			if (isUpgrade()) {
				this.endPoint.upgraded();
			}
			try {
				super.succeeded();
			}
			finally {
				this.endPoint.end();
			}
		}

		@Override
		public void failed(Throwable failure) {
			try {
				super.failed(failure);
			}
			finally {
				this.endPoint.end();
			}
		}

		private boolean isUpgrade() {
			return this.request.getAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE) instanceof Connection;
		}

	}

}
