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

package dev.qsu.boot.socket.activation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.qsu.boot.socket.activation.Ancestor.Descriptor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProcFileSystem}.
 */
@EnabledOnOs(OS.LINUX)
class ProcFileSystemTests {

	private static final ListenFds TWO = new ListenFds(7, List.of("a", "b"), null);

	private static final String[] PROMISE = { "LISTEN_FDS=2", "LISTEN_FDS_FIRST_FD=7" };

	@TempDir
	private Path directory;

	private FakeProc proc;

	@BeforeEach
	void create() {
		this.proc = new FakeProc(this.directory);
	}

	@Test
	void ancestorsAreReadUpToTheFirstProcess() throws IOException {
		this.proc.process(30, 20).process(20, 10).process(10, 1).process(1, 0);
		assertThat(this.proc.read().ancestors(30, TWO)).extracting((ancestor) -> ancestor.stat().pid())
			.containsExactly(20L, 10L, 1L);
	}

	@Test
	void ancestorsOfProcessOneAreNone() throws IOException {
		assertThat(this.proc.process(1, 0).read().ancestors(1, TWO)).isEmpty();
	}

	@Test
	void whenAncestorCannotBeReadItIsTheLast() throws IOException {
		this.proc.process(30, 20).process(20, 10).process(1, 0);
		assertThat(this.proc.read().ancestors(30, TWO)).hasSize(1);
		assertThat(this.proc.read().ancestors(4711, TWO)).isEmpty();
	}

	@Test
	void whenStatIsOfAnotherProcessNothingIsRead() throws IOException {
		this.proc.process(30, 20).process(20, 1);
		this.proc.write("40/stat", "30 (a) S 20 1 1 0 -1 1 1 2 3 4 5 6 7 8 20 0 1 0 17 1\n");
		assertThat(this.proc.read().ancestors(40, TWO)).isEmpty();
	}

	@Test
	void whenAncestorsGoInCirclesEnds() throws IOException {
		this.proc.process(30, 20).process(20, 30);
		assertThat(this.proc.read().ancestors(30, TWO)).hasSize(32);
	}

	@Test
	void ancestorHasUserAndEnvironmentAndDescriptors() throws IOException {
		this.proc.process(30, 20)
			.process(20, 0, PROMISE)
			.descriptor(20, 7, "socket:[815]", "02")
			.descriptor(20, 8, "socket:[816]", "02000002");
		Ancestor ancestor = this.proc.read().ancestors(30, TWO).get(0);
		assertThat(ancestor).hasToString("process 20 (a (b) c)");
		assertThat(ancestor.user()).isEqualTo("1000");
		assertThat(ancestor.environment()).containsEntry("LISTEN_FDS", "2");
		assertThat(ancestor.descriptors()).containsExactly(new Descriptor(true, false), new Descriptor(true, true));
	}

	@Test
	void descriptorsAreReadUpToTheFirstThatIsNoSocket() throws IOException {
		this.proc.process(30, 20)
			.process(20, 10, PROMISE)
			.descriptor(20, 7, "/usr/lib/jvm/lib/modules", "02000000")
			.descriptor(20, 8, "socket:[816]", "02")
			.process(10, 0, PROMISE)
			.descriptor(10, 8, "socket:[816]", "02");
		List<Ancestor> ancestors = this.proc.read().ancestors(30, TWO);
		assertThat(ancestors.get(0).descriptors()).containsExactly(new Descriptor(false, true));
		assertThat(ancestors.get(1).descriptors()).containsExactly(new Descriptor(false, false));
	}

	@Test
	void whenEnvironmentCannotBeReadIsEmpty() throws IOException {
		this.proc.process(30, 20).write("20/stat", "20 (a) S 0 1 1 0 -1 1 1 2 3 4 5 6 7 8 20 0 1 0 17 1\n");
		this.proc.descriptor(20, 7, "socket:[815]", "02");
		Ancestor ancestor = this.proc.read().ancestors(30, TWO).get(0);
		assertThat(ancestor.environment()).isEmpty();
		assertThat(ancestor.user()).isNull();
		assertThat(ancestor.descriptors()).isEmpty();
	}

	@Test
	void ptraceScopeIsReadIfThereIsOne() throws IOException {
		assertThat(this.proc.read().ptraceScope()).isNull();
		assertThat(this.proc.write("sys/kernel/yama/ptrace_scope", "1\n").read().ptraceScope()).isEqualTo("1");
	}

	@Test
	void realAncestorsAreThoseOfTheJdk() {
		List<Ancestor> ancestors = new ProcFileSystem(Path.of("/proc")).ancestors(ProcessHandle.current().pid(), TWO);
		assertThat(ancestors.get(0).stat().pid()).isEqualTo(ProcessHandle.current().parent().orElseThrow().pid());
		assertThat(ancestors.get(0).environment()).containsKey("PATH");
		assertThat(ancestors.get(ancestors.size() - 1).stat().parent()).isZero();
	}

}
