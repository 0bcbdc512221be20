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
import org.apache.tomcat.util.net.SocketEvent;

/**
 * {@link Adapter} that reports each request that has been read. Runs on the thread that
 * handles the request.
 */
final class RequestObserver implements Adapter {

	private final Adapter delegate;

	private final Runnable requestRead;

	private final LastResponses lastResponses;

	RequestObserver(Adapter delegate, Runnable requestRead, LastResponses lastResponses) {
		this.delegate = delegate;
		this.requestRead = requestRead;
		this.lastResponses = lastResponses;
	}

	@Override
	public void service(Request request, Response response) throws Exception {
		this.requestRead.run();
		this.lastResponses.begin(response);
		try {
			this.delegate.service(request, response);
		}
		finally {
			this.lastResponses.end();
		}
	}

	@Override
	public boolean prepare(Request request, Response response) throws Exception {
		return this.delegate.prepare(request, response);
	}

	@Override
	public boolean asyncDispatch(Request request, Response response, SocketEvent event) throws Exception {
		this.lastResponses.begin(response);
		try {
			return this.delegate.asyncDispatch(request, response, event);
		}
		finally {
			this.lastResponses.end();
		}
	}

	@Override
	public void log(Request request, Response response, long time) {
		this.delegate.log(request, response, time);
	}

	@Override
	public void checkRecycled(Request request, Response response) {
		this.delegate.checkRecycled(request, response);
	}

	@Override
	public String getDomain() {
		return this.delegate.getDomain();
	}

}
