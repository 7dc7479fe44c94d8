package io.suture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/// The walls between modules and packages. What a rule forbids is absent on purpose; the map is in README.md.
@AnalyzeClasses(packages = "io.suture", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final DescribedPredicate<JavaClass> STORE = new DescribedPredicate<>("a Store or part of one") {
        @Override
        public boolean test(JavaClass type) {
            for (JavaClass at = type; ; at = at.getEnclosingClass().get()) {
                if (at.getSimpleName().endsWith("Store")) {
                    return true;
                }
                if (at.getEnclosingClass().isEmpty()) {
                    return false;
                }
            }
        }
    };

    @ArchTest
    static final ArchRule the_engine_is_pure = noClasses()
            .that()
            .resideInAPackage("io.suture.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..",
                    "javax.sql..",
                    "java.net.http..",
                    "java.nio.channels..",
                    "org.springframework..",
                    "org.jooq..",
                    "com.vaadin..",
                    "io.suture.db..",
                    "io.suture.runtime..",
                    "io.suture.studio..",
                    "io.suture.template..");

    @ArchTest
    static final ArchRule the_engine_reads_no_clock_and_no_randomness = noClasses()
            .that()
            .resideInAPackage("io.suture.engine..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.LocalDate.class, "now")
            .orShould()
            .callMethod(java.time.LocalDateTime.class, "now")
            .orShould()
            .callMethod(java.time.ZonedDateTime.class, "now")
            .orShould()
            .callMethod(java.time.ZoneId.class, "systemDefault")
            .orShould()
            .callMethod(java.util.UUID.class, "randomUUID")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Random");

    @ArchTest
    static final ArchRule drools_has_one_door =
            onlyFrom("org.kie..", "org.drools..").resideInAPackage("io.suture.engine.rule.drools..");

    @ArchTest
    static final ArchRule hapi_has_four_doors = onlyFrom("ca.uhn..", "org.hl7.fhir..")
            .resideInAnyPackage(
                    "io.suture.engine.format.hl7v2..",
                    "io.suture.engine.format.fhir..",
                    "io.suture.runtime.connector.fhir..",
                    "io.suture.runtime.fhirstore..");

    @ArchTest
    static final ArchRule delimited_text_is_read_as_messages_and_as_tables_of_codes_only =
            onlyFrom("de.siegmar..").resideInAnyPackage("io.suture.engine.format.csv..", "io.suture.engine.document..");

    @ArchTest
    static final ArchRule units_have_one_door = noClasses()
            .that()
            .haveNameNotMatching("io\\.suture\\.engine\\.expression\\.UnitMeasure.*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.fhir.ucum..");

    @ArchTest
    static final ArchRule spreadsheet_files_have_one_door =
            onlyFrom("org.dhatim..").resideInAPackage("io.suture.studio.exchange");

    @ArchTest
    static final ArchRule xml_comes_in_through_one_door = noClasses()
            .that(resideInAPackage("io.suture..").and(not(resideInAPackage("io.suture.engine.format.xml.."))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.xml..", "org.xml..", "org.w3c.dom..");

    @ArchTest
    static final ArchRule formats_are_leaves = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.suture.engine.format.csv..", "io.suture.engine.format.json..", "io.suture.engine.format.xml..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.suture.engine..")
                    .and(not(resideInAnyPackage(
                            "io.suture.engine.format..",
                            "io.suture.engine.schema..",
                            "io.suture.engine.report..",
                            "io.suture.engine.value.."))));

    @ArchTest
    static final ArchRule sql_is_written_in_stores = classes()
            .that(dependOnTables())
            .should(com.tngtech.archunit.lang.conditions.ArchConditions.be(
                    STORE.or(resideInAPackage("io.suture.db.."))));

    @ArchTest
    static final ArchRule stores_are_seen_by_their_feature_alone = classes()
            .that()
            .haveSimpleNameEndingWith("Store")
            .and()
            .resideInAPackage("io.suture.studio..")
            .should()
            .bePackagePrivate();

    @ArchTest
    static final ArchRule screens_see_no_store = noClasses()
            .that()
            .resideInAPackage("io.suture.studio..ui..")
            .should()
            .dependOnClassesThat(STORE)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jooq..", "io.suture.db..");

    @ArchTest
    static final ArchRule the_runtime_never_reads_drafts = noClasses()
            .that()
            .resideInAPackage("io.suture.runtime..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.suture.studio..", "io.suture.db.jooq.studio..");

    @ArchTest
    static final ArchRule the_studio_never_reads_the_runtime_s_tables = noClasses()
            .that()
            .resideInAPackage("io.suture.studio..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.suture.db.jooq.runtime..", "io.suture.db.jooq.fhir..");

    @ArchTest
    static final ArchRule modules_point_downward = noClasses()
            .that(resideInAnyPackage(
                            "io.suture.engine..", "io.suture.regression..", "io.suture.db..", "io.suture.template..")
                    .and(not(resideInAPackage("io.suture.studio.."))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.suture.runtime..", "io.suture.studio..");

    @ArchTest
    static final ArchRule packages_form_no_cycles = slices().matching("io.suture.(**)")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(resideInAPackage("io.suture.db.jooq.."), resideInAPackage("io.suture.db.jooq.."));

    @ArchTest
    static final ArchRule only_the_runners_call_the_engine = noClasses()
            .that(not(new DescribedPredicate<JavaClass>("a runner") {
                @Override
                public boolean test(JavaClass type) {
                    return List.of(
                                    "Preview",
                                    "Regression",
                                    "Replay",
                                    "Transform",
                                    "Worker",
                                    "MessageTraces",
                                    "EngineBenchmark")
                            .stream()
                            .anyMatch(type.getName()::contains);
                }
            }))
            .should()
            .callMethodWhere(new DescribedPredicate<>("Engine.run") {
                @Override
                public boolean test(com.tngtech.archunit.core.domain.JavaMethodCall call) {
                    return call.getTargetOwner().getFullName().equals("io.suture.engine.Engine")
                            && call.getName().equals("run");
                }
            });

    @ArchTest
    static final ArchRule names_say_what_things_are = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager");

    @ArchTest
    static final ArchRule fields_are_not_injected = noMethods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage("io.suture..")
            .should()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired");

    @Test
    void no_feature_imports_the_screens_of_another() {
        JavaClasses studio = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.suture.studio");
        List<String> trespasses = studio.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency ->
                        dependency.getTargetClass().getPackageName().startsWith("io.suture.studio."))
                .filter(dependency ->
                        dependency.getTargetClass().getPackageName().endsWith(".ui"))
                .filter(dependency -> !dependency
                        .getTargetClass()
                        .getPackageName()
                        .equals(dependency.getOriginClass().getPackageName()))
                .filter(dependency ->
                        !dependency.getTargetClass().getSimpleName().endsWith("Navigation"))
                .map(dependency -> dependency.getDescription())
                .toList();

        Assertions.assertThat(trespasses).isEmpty();
    }

    @Test
    void every_package_says_what_it_is_for_and_is_null_marked() throws Exception {
        Path root = Path.of(System.getenv().getOrDefault("SUTURE_ROOT", ".."));
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> silent = files.filter(Files::isDirectory)
                    .filter(folder -> folder.toString().contains("src/main/java/io/suture"))
                    .filter(ArchitectureTest::holdsClasses)
                    .filter(folder -> !isNullMarked(folder.resolve("package-info.java")))
                    .toList();

            Assertions.assertThat(silent).isEmpty();
        }
    }

    private static boolean holdsClasses(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (java.io.IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    private static boolean isNullMarked(Path packageInfo) {
        try {
            return Files.exists(packageInfo)
                    && Files.readString(packageInfo).contains("@NullMarked")
                    && Files.readString(packageInfo).startsWith("///");
        } catch (java.io.IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    private static DescribedPredicate<JavaClass> dependOnTables() {
        return new DescribedPredicate<>("classes that use generated tables") {
            @Override
            public boolean test(JavaClass type) {
                return type.getPackageName().startsWith("io.suture.")
                        && !type.getPackageName().startsWith("io.suture.db")
                        && type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(dependency -> dependency
                                        .getTargetClass()
                                        .getPackageName()
                                        .startsWith("io.suture.db.jooq"));
            }
        };
    }

    /// A rule that a library is used from its doors alone.
    private static Door onlyFrom(String... libraries) {
        return new Door(libraries);
    }

    private record Door(String[] libraries) {
        ArchRule resideInAPackage(String door) {
            return resideInAnyPackage(door);
        }

        ArchRule resideInAnyPackage(String... doors) {
            return noClasses()
                    .that()
                    .resideOutsideOfPackages(doors)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(libraries)
                    .as(String.join(", ", libraries) + " only in " + String.join(", ", doors));
        }
    }
}
