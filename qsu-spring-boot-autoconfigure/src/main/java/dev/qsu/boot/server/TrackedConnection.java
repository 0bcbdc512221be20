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

import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * State of an accepted connection, reported by the web server. This class is thread-safe.
 */
public final class TrackedConnection {

	private final Runnable changed;

	private volatile boolean expectingFirstRequest = true;

	/**
	 * Separate from {@link #active}: the next request can become readable on another
	 * thread before the previous one has ended.
	 */
	private volatile boolean readable;

	private volatile boolean upgraded;

	private volatile boolean leaving;

	private volatile @Nullable BooleanSupplier reading;

	private volatile long lastActivity = System.nanoTime();

	private int active;

	private boolean unfinished;

	private boolean ended;

	TrackedConnection(Runnable changed) {
		this.changed = changed;
	}

	/**
	 * Report that bytes have arrived that may be part of a request.
	 */
	public void readable() {
		this.lastActivity = System.nanoTime();
		this.readable = true;
	}

	/**
	 * Set what determines whether part of a request has been read, in place of
	 * {@link #readable()}.
	 * @param reading returns whether part of a request has been read; called on any
	 * thread
	 */
	public void reading(BooleanSupplier reading) {
		this.reading = reading;
	}

	private boolean isReading() {
		BooleanSupplier reading = this.reading;
		return (reading != null) ? reading.getAsBoolean() : this.readable;
	}

	/**
	 * Report that a request has been read. A connection without any request so far, such
	 * as one that has just completed its TLS handshake, does not count as idle.
	 */
	public void requestRead() {
		this.expectingFirstRequest = false;
	}

	/**
	 * Return whether the connection is new.
	 * @return whether no request has been read yet
	 */
	public boolean isNew() {
		return this.expectingFirstRequest;
	}

	/**
	 * Report that the server starts to process what has arrived.
	 * @return whether a response can still be sent; if not, the connection has been ended
	 * and what has arrived must be discarded, because the client sends it again
	 */
	public synchronized boolean begin() {
		this.readable = false;
		this.active++;
		return !this.ended;
	}

	synchronized boolean tryEnd() {
		this.ended = !isPending();
		return this.ended;
	}

	/**
	 * Report that the server has processed what has arrived.
	 * @param unfinished whether the response is still to be completed
	 */
	public void end(boolean unfinished) {
		synchronized (this) {
			this.active--;
			this.unfinished = unfinished;
			this.lastActivity = System.nanoTime();
		}
		this.changed.run();
	}

	/**
	 * Report that the connection has switched from HTTP/1.1 to a protocol that announces
	 * its end itself.
	 */
	public void upgraded() {
		this.upgraded = true;
		this.expectingFirstRequest = false;
	}

	/**
	 * Report that the client has been told to close the connection.
	 */
	public void leaving() {
		this.leaving = true;
	}

	boolean isLeaving() {
		return this.leaving;
	}

	boolean isUpgraded() {
		return this.upgraded;
	}

	long lastActivity() {
		return this.lastActivity;
	}

	/**
	 * Return whether the server processes a request.
	 * @return whether a request is in progress, on HTTP/1.1
	 */
	synchronized boolean isInProgress() {
		return this.active > 0 && !this.upgraded;
	}

	/**
	 * Return whether a response to the client is pending.
	 * @return whether a request is expected, being read or being answered
	 */
	synchronized boolean isPending() {
		return this.active > 0 || this.unfinished || (!this.upgraded && (this.expectingFirstRequest || isReading()));
	}

}
