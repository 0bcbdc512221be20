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

package dev.qsu.boot.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.qsu.boot.jna.SocketChannels;
import dev.qsu.boot.jna.linux.FdPlacer;
import dev.qsu.boot.jna.linux.LinuxSockets;
import dev.qsu.boot.jna.linux.Seccomp;
import dev.qsu.boot.launch.ProcessFacts;
import dev.qsu.boot.socket.activation.AncestorSearch;
import dev.qsu.boot.socket.activation.FakeProc;
import dev.qsu.boot.socket.activation.ListenFds;
import dev.qsu.boot.socket.activation.ProcFileSystem;
import dev.qsu.boot.socket.activation.ProcParser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AncestorSearch}. The ancestor is this process, whose file descriptors
 * the real kernel duplicates; only the ancestry is fictitious.
 */
@EnabledOnOs(OS.LINUX)
class AncestorSearchTests {

	private static final long OWN = ProcessHandle.current().pid();

	private static final long CHILD = 1L << 40;

	/** File descriptors of the ancestor; the descendant has others there, or none. */
	private static final int FIRST = 560;

	private static final String DIRECT = "tart java directly, for example with"
			+ " 'systemfd -s http::8080 -- java -jar app.jar'";

	@TempDir
	private Path directory;

	private FakeProc proc;

	private ServerSocketChannel channel;

	@BeforeEach
	void open() throws IOException {
		this.channel = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		String[] announcement = { "LISTEN_FDS=2", "LISTEN_FDS_FIRST_FD=" + FIRST };
		this.proc = new FakeProc(this.directory).process(CHILD, OWN, announcement)
			.process(OWN, 0, announcement)
			.descriptor(OWN, FIRST, "socket:[815]", "02")
			.descriptor(OWN, FIRST + 1, "socket:[816]", "02");
	}

	@AfterEach
	void close() throws IOException {
		this.channel.close();
	}

	@Test
	void socketsOfAncestorAreDuplicated() {
		placed(() -> {
			AncestorSearch.Result result = search();
			assertThat(result.refusal()).isNull();
			assertThat(result.process()).isEqualTo("process " + OWN + " (a (b) c)");
			assertThat(result.fds()).hasSize(2).allSatisfy((fd) -> {
				assertThat(fd).isNotIn(FIRST, FIRST + 1);
				assertThat(FdPlacer.flags(fd)).isEqualTo(1);
				assertThat(new LinuxSockets().localAddress(fd)).isEqualTo(new LinuxSockets().localAddress(FIRST));
			});
			result.fds().forEach(new LinuxSockets()::close);
		});
	}

	@Test
	void whenOneCannotBeDuplicatedNoneIsKept() throws IOException {
		long before = descriptors();
		FdPlacer.place(SocketChannels.fileDescriptor(this.channel), FIRST);
		AncestorSearch.Result result = search();
		new LinuxSockets().close(FIRST);
		assertThat(result.fds()).isEmpty();
		assertThat(result.refusal()).isEqualTo("The process " + OWN + " (a (b) c), an ancestor of this one,"
				+ " has the sockets, but they cannot be duplicated: pidfd_getfd failed: [9] Bad file descriptor."
				+ " If this happens again, s" + DIRECT);
		assertThat(descriptors()).isEqualTo(before);
	}

	@Test
	void whenKernelDoesNotPermitReportsWhatToDo() throws Exception {
		this.proc.write("sys/kernel/yama/ptrace_scope", "1\n");
		Seccomp.refuseFetching(1, () -> assertThat(search().refusal())
			.isEqualTo("The process " + OWN + " (a (b) c), an ancestor of this one, has the sockets,"
					+ " but they cannot be duplicated: pidfd_getfd failed: [1] Operation not permitted;"
					+ " kernel.yama.ptrace_scope is 1. Either s" + DIRECT + ", or let the kernel allow it: run as root,"
					+ " in a container with CAP_SYS_PTRACE, or run 'sysctl kernel.yama.ptrace_scope=0'"));
	}

	@Test
	void whenPtraceScopeCannotBeReadReportsIt() throws Exception {
		Seccomp.refuseFetching(13,
				() -> assertThat(search().refusal()).contains("pidfd_getfd failed: [13] Permission denied;"
						+ " kernel.yama.ptrace_scope cannot be read. Either s" + DIRECT));
	}

	@Test
	void whenKernelIsTooOldReportsTheRequiredVersion() throws Exception {
		Seccomp.refuseFetching(38,
				() -> assertThat(search().refusal()).endsWith("pidfd_getfd failed: [38] Function not implemented,"
						+ " which needs Linux 5.6. Use such a kernel, or s" + DIRECT));
	}

	@Test
	void whenAncestorHasEndedReportsIt() throws IOException {
		String[] announcement = { "LISTEN_FDS=2", "LISTEN_FDS_FIRST_FD=" + FIRST };
		this.proc.process(CHILD + 1, Integer.MAX_VALUE, announcement)
			.process(Integer.MAX_VALUE, 0, announcement)
			.descriptor(Integer.MAX_VALUE, FIRST, "socket:[815]", "02")
			.descriptor(Integer.MAX_VALUE, FIRST + 1, "socket:[816]", "02");
		assertThat(new AncestorSearch(this.proc.read()).search(announced(), facts(CHILD + 1, Map.of())).refusal())
			.contains("pidfd_open failed: [3] No such process. If this happens again, s" + DIRECT);
	}

	/**
	 * The process is checked again once no other process can take its place.
	 */
	@Test
	void whenAnotherProcessHasTakenThePlaceOfTheAncestorNothingIsDuplicated() {
		ProcFileSystem changing = new ProcFileSystem(this.directory) {

			private int reads;

			@Override
			public ProcParser.Stat stat(long pid) {
				ProcParser.Stat stat = super.stat(pid);
				return (pid == OWN && this.reads++ > 0)
						? new ProcParser.Stat(stat.pid(), stat.name(), stat.parent(), "18") : stat;
			}

		};
		placed(() -> assertThat(new AncestorSearch(changing).search(announced(), facts(CHILD, Map.of()))).isNull());
	}

	@Test
	void whenAnnouncementNamesAProcessDoesNotSearch() {
		placed(() -> {
			AncestorSearch search = new AncestorSearch(this.proc.read());
			assertThat(search.search(announced(), facts(CHILD, Map.of("LISTEN_PID", Long.toString(CHILD))))).isNull();
			assertThat(search.search(announced(), facts(CHILD, Map.of("LISTEN_PIDFDID", "1")))).isNull();
		});
	}

	@Test
	void whenNoAncestorHasTheSocketsNothingIsFound() throws IOException {
		assertThat(new AncestorSearch(this.proc.read()).search(announced(), facts(OWN, Map.of()))).isNull();
	}

	@Test
	void whenTheRealAncestorsHaveNoAnnouncementNothingIsFound() {
		assertThat(new AncestorSearch().search(announced(), facts(OWN, Map.of()))).isNull();
	}

	@Test
	void whenSocketsAreNotHereTheyAreDuplicated() {
		int duplicate = new LinuxSockets().duplicate(SocketChannels.fileDescriptor(this.channel));
		SocketStore store = SocketReceiver.receive(facts(OWN, Map.of()), found(List.of(duplicate, duplicate)));
		assertThat(store.problem()).isNull();
		assertThat(store.origin()).isEqualTo("process 7 (mvn)");
		assertThat(store.sockets()).extracting(SocketInfo::name).containsExactly("unknown", "unknown");
		assertThat(store.sockets()).extracting(SocketInfo::index).containsExactly(0, 1);
		ClaimedSockets sockets = new ClaimedSockets(new SocketClaims(store));
		assertThat(sockets.origin()).isEqualTo("process 7 (mvn)");
		assertThat(sockets.takeServerSocketChannel("1").isOpen()).isTrue();
		sockets.close();
		new LinuxSockets().close(duplicate);
	}

	@Test
	void whenOnlyOneSocketIsHereAllAreDuplicated() {
		FdPlacer.place(SocketChannels.fileDescriptor(this.channel), FIRST + 1);
		int duplicate = new LinuxSockets().duplicate(SocketChannels.fileDescriptor(this.channel));
		SocketStore store = SocketReceiver.receive(facts(OWN, Map.of()), found(List.of(duplicate, duplicate)));
		new LinuxSockets().close(FIRST + 1);
		assertThat(store.sockets()).hasSize(2);
		assertThat(new ClaimedSockets(new SocketClaims(store)).takeServerSocketChannel("1").isOpen()).isTrue();
		new LinuxSockets().close(duplicate);
	}

	@Test
	void whenSocketsAreHereDoesNotSearch() {
		placed(() -> {
			SocketStore store = SocketReceiver.receive(facts(OWN, Map.of()), new AncestorSearch(this.proc.read()) {

				@Override
				public Result search(ListenFds announced, ProcessFacts facts) {
					throw new AssertionError("Looked for sockets that are here");
				}

			});
			assertThat(store.origin()).isNull();
			assertThat(new ClaimedSockets(new SocketClaims(store)).origin()).isNull();
			assertThat(store.sockets()).hasSize(2);
		});
		assertThat(SocketClaims.none().origin()).isNull();
	}

	@Test
	void whenDuplicateIsNoSocketAllAreClosed() throws IOException {
		long before = descriptors();
		try (FileChannel file = FileChannel.open(Files.createFile(this.directory.resolve("file")),
				StandardOpenOption.WRITE)) {
			assertThat(file.isOpen()).isTrue();
			int wrong = new LinuxSockets().duplicate(descriptorOf(this.directory.resolve("file")));
			int right = new LinuxSockets().duplicate(SocketChannels.fileDescriptor(this.channel));
			SocketStore store = SocketReceiver.receive(facts(OWN, Map.of()), found(List.of(right, wrong)));
			assertThat(store.sockets()).isEmpty();
			assertThat(store.origin()).isNull();
			assertThat(store.problem()).startsWith("file descriptor " + FIRST + " (name 'unknown') is not open; ")
				.contains(". What the process 7 (mvn) has cannot be used either: file descriptor " + wrong
						+ " (name 'unknown') is not a socket but " + this.directory.resolve("file"));
		}
		assertThat(descriptors()).isEqualTo(before);
	}

	@Test
	void whenRefusedProblemReportsIt() {
		SocketStore store = SocketReceiver.receive(facts(OWN, Map.of()), new AncestorSearch(this.proc.read()) {

			@Override
			public Result search(ListenFds announced, ProcessFacts facts) {
				return new Result("process 7 (mvn)", List.of(), "It is refused");
			}

		});
		assertThat(store.problem()).isEqualTo("file descriptor " + FIRST + " (name 'unknown') is not open;"
				+ " file descriptor " + (FIRST + 1) + " (name 'unknown') is not open. It is refused");
		assertThat(store.origin()).isNull();
	}

	@Test
	void whenNothingIsFoundProblemIsTheUsualOne() {
		assertThat(SocketReceiver.receive(facts(OWN, Map.of()), null).problem())
			.contains("Maven, Gradle and every other Java program close the file descriptors")
			.contains("S" + DIRECT);
	}

	private AncestorSearch.Result search() {
		return new AncestorSearch(this.proc.read()).search(announced(), facts(CHILD, Map.of()));
	}

	private AncestorSearch found(List<Integer> fds) {
		return new AncestorSearch(this.proc.read()) {

			@Override
			public Result search(ListenFds announced, ProcessFacts facts) {
				return new Result("process 7 (mvn)", fds, null);
			}

		};
	}

	/**
	 * Run with the sockets placed where the ancestor has them.
	 */
	private void placed(Runnable task) {
		int fd = SocketChannels.fileDescriptor(this.channel);
		FdPlacer.place(fd, FIRST);
		FdPlacer.place(fd, FIRST + 1);
		try {
			task.run();
		}
		finally {
			new LinuxSockets().close(FIRST);
			new LinuxSockets().close(FIRST + 1);
		}
	}

	private static ListenFds announced() {
		return new ListenFds(FIRST, List.of("unknown", "unknown"), null);
	}

	private static ProcessFacts facts(long pid, Map<String, String> more) {
		Map<String, String> environment = new HashMap<>(more);
		environment.put("LISTEN_FDS", "2");
		environment.put("LISTEN_FDS_FIRST_FD", Integer.toString(FIRST));
		return new ProcessFacts(environment, pid, null, false, List.of());
	}

	private static long descriptors() throws IOException {
		try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
			return descriptors.count();
		}
	}

	private static int descriptorOf(Path file) throws IOException {
		try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
			return descriptors.filter((link) -> file.equals(target(link)))
				.mapToInt((link) -> Integer.parseInt(link.getFileName().toString()))
				.findFirst()
				.getAsInt();
		}
	}

	private static Path target(Path link) {
		try {
			return Files.readSymbolicLink(link);
		}
		catch (IOException ex) {
			return link;
		}
	}

}
