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

package dev.qsu.boot.launch;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Who launched this process and, independently of that, what was handed over to it.
 *
 * @param launcher the program that started this process
 * @param notifySocket the address of the socket for notifications to the service manager,
 * or {@code null}
 * @param watchdogInterval the time within which the service manager expects a keep-alive
 * ping, or {@code null}
 * @param sockets whether sockets were promised, even if they cannot be used
 * @param journal whether standard output or standard error is connected to the journal
 * @since 0.1.0
 * @see <a href=
 * "https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#Environment%20Variables%20Set%20or%20Propagated%20by%20the%20Service%20Manager">systemd.exec(5)</a>
 */
public record Launch(Launcher launcher, @Nullable String notifySocket, @Nullable Duration watchdogInterval,
		boolean sockets, boolean journal) {

}
