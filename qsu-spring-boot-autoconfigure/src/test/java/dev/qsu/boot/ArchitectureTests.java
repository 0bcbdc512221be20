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

package dev.qsu.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.util.ClassUtils;

import dev.qsu.boot.launch.Launch;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the structure of the code.
 */
class ArchitectureTests {

	private static final String ROOT = "dev.qsu.boot";

	private static final String IMPORTS = "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports";

	private static final String MANAGEMENT_IMPORTS = "META-INF/spring/org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration.imports";

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(ROOT);

	/** A package that is larger holds more than one thing. */
	private static final int MAX_TYPES = 25;

	/**
	 * The rooms below {@code autoconfigure}, each a package, with those that it may use.
	 */
	private static final Map<String, Set<String>> ROOMS = Map.ofEntries(Map.entry("process", Set.of()),
			Map.entry("launch", Set.of("jna", "jna.windows")), Map.entry("jna", Set.of()),
			Map.entry("jna.linux", Set.of("jna")), Map.entry("jna.windows", Set.of("jna")),
			Map.entry("service", Set.of("launch")), Map.entry("service.host", Set.of("launch", "service")),
			Map.entry("service.exit", Set.of("jna", "service")),
			Map.entry("service.lifecycle", Set.of("launch", "process", "service", "service.exit", "service.host")),
			Map.entry("signal", Set.of("service", "service.host")),
			Map.entry("systemd", Set.of("jna", "jna.linux", "launch", "service", "service.host")),
			Map.entry("windows.event", Set.of("launch", "service")),
			Map.entry("windows",
					Set.of("jna", "jna.windows", "launch", "process", "service", "service.host", "windows.event")),
			Map.entry("socket.activation", Set.of("jna", "jna.linux", "launch")),
			Map.entry("socket", Set.of("jna", "jna.linux", "jna.windows", "launch", "process", "socket.activation")),
			Map.entry("server", Set.of("launch", "process", "socket")),
			Map.entry("server.tomcat", Set.of("server", "socket")),
			Map.entry("server.jetty", Set.of("server", "socket")),
			Map.entry("server.netty", Set.of("server", "socket")));

	static Stream<Arguments> rooms() {
		return ROOMS.entrySet().stream().map((room) -> Arguments.of(room.getKey(), room.getValue()));
	}

	@ParameterizedTest(name = "{0} uses {1}")
	@MethodSource("rooms")
	void roomUsesOnlyRoomsBelow(String room, Set<String> allowed) {
		DescribedPredicate<JavaClass> ours = JavaClass.Predicates.resideInAPackage(ROOT + "..");
		DescribedPredicate<JavaClass> usable = ours.negate().or(in(room));
		for (String other : allowed) {
			usable = usable.or(in(other));
		}
		check(ArchRuleDefinition.classes()
			.that(in(room))
			.should()
			.onlyDependOnClassesThat(usable.as("reside in %s or %s or outside of %s", room, allowed, ROOT)));
	}

	@Test
	void everyClassLivesInARoom() {
		assertThat(CLASSES).isNotEmpty()
			.extracting((javaClass) -> javaClass.getPackageName().substring(ROOT.length()))
			.allSatisfy((name) -> assertThat(
					name.startsWith(".autoconfigure.") || ROOMS.containsKey(name.replaceFirst("^\\.", "")))
				.as(name)
				.isTrue());
	}

	@Test
	void noPackageHasMoreTypesThanAReaderCanOversee() {
		Map<String, List<String>> types = CLASSES.stream()
			.filter((javaClass) -> javaClass.isTopLevelClass() && !javaClass.getSimpleName().equals("package-info"))
			.collect(Collectors.groupingBy(JavaClass::getPackageName,
					Collectors.mapping(JavaClass::getSimpleName, Collectors.toList())));
		assertThat(types).isNotEmpty()
			.allSatisfy((name, names) -> assertThat(names).as(name).hasSizeLessThanOrEqualTo(MAX_TYPES));
	}

	@Test
	void onlyAutoConfigurationKnowsTheEngine() {
		check(ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages(ROOT + ".autoconfigure..", ROOT + ".service.lifecycle")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(ROOT + ".service.lifecycle"));
	}

	@Test
	void nothingDependsOnAutoConfiguration() {
		check(ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(ROOT + ".autoconfigure..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(ROOT + ".autoconfigure.."));
	}

	@Test
	void packagesHaveNoCycles() {
		check(SlicesRuleDefinition.slices().matching(ROOT + ".(**)").should().beFreeOfCycles());
	}

	@Test
	void jnaIsUsedInOnePackageOnly() {
		check(ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(ROOT + ".jna..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("com.sun.jna.."));
	}

	@Test
	void jnaIsInNoSignature() {
		DescribedPredicate<JavaMember> visible = DescribedPredicate.describe("visible outside of the package",
				(member) -> member.getModifiers().contains(JavaModifier.PUBLIC) && isVisible(member.getOwner()));
		check(ArchRuleDefinition.codeUnits()
			.that()
			.areDeclaredInClassesThat(JavaClass.Predicates.resideInAPackage(ROOT + ".jna.."))
			.and(visible)
			.should()
			.notHaveRawReturnType(JavaClass.Predicates.resideInAPackage("com.sun.jna.."))
			.andShould()
			.notHaveRawParameterTypes(
					DescribedPredicate.describe("types of JNA", (List<JavaClass> types) -> types.stream()
						.anyMatch((type) -> type.getPackageName().startsWith("com.sun.jna")))));
	}

	@Test
	void autoConfigurationsAreAnnotatedAndPublicAndFinal() {
		check(ArchRuleDefinition.classes()
			.that()
			.haveSimpleNameEndingWith("AutoConfiguration")
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.andShould()
			.beAnnotatedWith(AutoConfiguration.class));
	}

	@Test
	void autoConfigurationsAreNamedSo() {
		check(ArchRuleDefinition.classes()
			.that(CanBeAnnotated.Predicates.annotatedWith(AutoConfiguration.class))
			.should()
			.haveSimpleNameEndingWith("AutoConfiguration")
			.andShould()
			.resideInAPackage(ROOT + ".autoconfigure.."));
	}

	@Test
	void autoConfigurationsHaveNoPublicMembersExceptTheDefaultConstructor() {
		DescribedPredicate<JavaMember> defaultConstructor = DescribedPredicate.describe("default constructor",
				(member) -> member.getFullName().endsWith(".<init>()"));
		check(ArchRuleDefinition.members()
			.that()
			.areDeclaredInClassesThat()
			.haveSimpleNameEndingWith("AutoConfiguration")
			.and(DescribedPredicate.not(defaultConstructor))
			.should()
			.notBePublic());
	}

	@ParameterizedTest
	@ValueSource(strings = { IMPORTS, MANAGEMENT_IMPORTS })
	void importsAreSortedAndExist(String imports) {
		assertThat(read(imports)).isNotEmpty()
			.isSorted()
			.doesNotHaveDuplicates()
			.allSatisfy(
					(name) -> assertThat(ClassUtils.isPresent(name, getClass().getClassLoader())).as(name).isTrue());
	}

	@Test
	void everyAutoConfigurationIsImported() {
		List<String> autoConfigurations = CLASSES.that(CanBeAnnotated.Predicates.annotatedWith(AutoConfiguration.class))
			.stream()
			.map(JavaClass::getName)
			.toList();
		assertThat(read(IMPORTS)).containsExactlyInAnyOrderElementsOf(autoConfigurations);
	}

	@Test
	void everyPackageIsNullMarked() {
		Set<JavaPackage> packages = CLASSES.getPackage(ROOT).getSubpackagesInTree();
		assertThat(packages).filteredOn((candidate) -> !candidate.getClasses().isEmpty())
			.hasSizeGreaterThanOrEqualTo(ROOMS.size())
			.allSatisfy((candidate) -> assertThat(candidate.isAnnotatedWith(NullMarked.class)).as(candidate.getName())
				.isTrue());
	}

	private static boolean isVisible(JavaClass type) {
		return type.getModifiers().contains(JavaModifier.PUBLIC)
				&& type.getEnclosingClass().map(ArchitectureTests::isVisible).orElse(true);
	}

	private static DescribedPredicate<JavaClass> in(String room) {
		return JavaClass.Predicates.resideInAPackage(ROOT + "." + room);
	}

	private static void check(ArchRule rule) {
		rule.check(CLASSES);
	}

	private static List<String> read(String resource) {
		try {
			URI classes = Launch.class.getProtectionDomain().getCodeSource().getLocation().toURI();
			return Files.readAllLines(Path.of(classes).resolve(resource));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
