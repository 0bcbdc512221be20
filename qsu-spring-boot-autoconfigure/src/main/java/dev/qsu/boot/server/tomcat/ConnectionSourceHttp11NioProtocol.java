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

import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Http11NioProtocol;

/**
 * {@link Http11NioProtocol} that takes its connections from a
 * {@link dev.qsu.boot.server.ConnectionSource}. Tomcat creates it by its class name.
 */
public class ConnectionSourceHttp11NioProtocol extends Http11NioProtocol {

	private final LastResponses lastResponses = new LastResponses(() -> getConnectionSourceEndpoint().isDraining());

	public ConnectionSourceHttp11NioProtocol() {
		super(new ConnectionSourceNioEndpoint());
	}

	@Override
	public void setAdapter(Adapter adapter) {
		super.setAdapter(new RequestObserver(adapter, getConnectionSourceEndpoint()::requestRead, this.lastResponses));
	}

	/**
	 * With one request left to each connection every response says
	 * {@code Connection: close}.
	 */
	@Override
	public int getMaxKeepAliveRequests() {
		return (getConnectionSourceEndpoint().isDraining()) ? 1 : super.getMaxKeepAliveRequests();
	}

	/**
	 * Tomcat asks this before it commits a response, whether there is content or not.
	 */
	@Override
	public boolean getUseSendfile() {
		this.lastResponses.committing();
		return super.getUseSendfile();
	}

	/**
	 * Tomcat asks this before it commits a response with content.
	 */
	@Override
	public boolean useCompression(Request request, Response response) {
		boolean compressed = super.useCompression(request, response);
		this.lastResponses.committing(request, response);
		return compressed;
	}

	ConnectionSourceNioEndpoint getConnectionSourceEndpoint() {
		return (ConnectionSourceNioEndpoint) getEndpoint();
	}

}
