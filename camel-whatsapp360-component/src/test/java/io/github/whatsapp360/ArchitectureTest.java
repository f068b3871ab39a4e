/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The layers of the house, as {@code docs/architecture.md} draws them. */
class ArchitectureTest {

    private static final String ROOT = "io.github.whatsapp360";

    /** A package and its internals are one: the public types call the internals, which use the public records. */
    private static final ArchRule packagesFormNoCycle = slices().assignedFrom(
                    slicedBy(ArchitectureTest::packageWithItsInternals))
            .should()
            .beFreeOfCycles();

    private static final ArchRule internalPackagesFormNoCycle =
            slices().matching(ROOT + ".(*).internal.(**)").should().beFreeOfCycles();

    private static final ArchRule dependenciesPointDownwards = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("camel")
            .definedBy(ROOT + ".camel..")
            .layer("webhook")
            .definedBy(ROOT + ".webhook..")
            .layer("inbox")
            .definedBy(ROOT + ".inbox..")
            .layer("window")
            .definedBy(ROOT + ".window..")
            .layer("identity")
            .definedBy(ROOT + ".identity..")
            .layer("client")
            .definedBy(ROOT + ".client..")
            .layer("delivery")
            .definedBy(ROOT + ".delivery")
            .layer("media")
            .definedBy(ROOT + ".media")
            .layer("json")
            .definedBy(ROOT + ".json")
            .layer("model")
            .definedBy(ROOT + ".message..", ROOT + ".event..")
            .withOptionalLayers(true)
            .whereLayer("camel")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("webhook")
            .mayOnlyBeAccessedByLayers("camel")
            .whereLayer("inbox")
            .mayOnlyBeAccessedByLayers("camel", "webhook", "client")
            .whereLayer("window")
            .mayOnlyBeAccessedByLayers("camel", "client")
            .whereLayer("identity")
            .mayOnlyBeAccessedByLayers("camel", "client")
            .whereLayer("client")
            .mayOnlyBeAccessedByLayers("camel")
            .whereLayer("delivery")
            .mayOnlyBeAccessedByLayers("camel", "client", "json")
            .whereLayer("media")
            .mayOnlyBeAccessedByLayers("camel", "client")
            .whereLayer("json")
            .mayOnlyBeAccessedByLayers("camel", "webhook", "client");

    /** Send and receive are apart, and see of the account only the interfaces that they declare themselves. */
    private static final ArchRule partsOfCamelPointDownwards = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("camel")
            .definedBy(ROOT + ".camel")
            .layer("account")
            .definedBy(ROOT + ".camel.internal.account..")
            .layer("send")
            .definedBy(ROOT + ".camel.internal.send..")
            .layer("receive")
            .definedBy(ROOT + ".camel.internal.receive..")
            .layer("http")
            .definedBy(ROOT + ".camel.internal.http..")
            .layer("media")
            .definedBy(ROOT + ".camel.internal.media..")
            .layer("store")
            .definedBy(ROOT + ".camel.internal.store..")
            .layer("operator")
            .definedBy(ROOT + ".camel.internal.operator..")
            .layer("delivery")
            .definedBy(ROOT + ".camel.internal.delivery..")
            .layer("support")
            .definedBy(ROOT + ".camel.internal.support..")
            .whereLayer("account")
            .mayOnlyBeAccessedByLayers("camel")
            .whereLayer("send")
            .mayOnlyBeAccessedByLayers("camel", "account")
            .whereLayer("receive")
            .mayOnlyBeAccessedByLayers("camel", "account")
            .whereLayer("http")
            .mayOnlyBeAccessedByLayers("receive")
            .whereLayer("media")
            .mayOnlyBeAccessedByLayers("send", "receive", "camel")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("send", "receive", "account", "camel")
            .whereLayer("operator")
            .mayOnlyBeAccessedByLayers("camel", "account", "receive")
            .whereLayer("delivery")
            .mayOnlyBeAccessedByLayers("send", "receive", "account", "store", "camel")
            .whereLayer("support")
            .mayOnlyBeAccessedByLayers("camel", "account", "send", "receive", "http", "media", "store", "delivery");

    /** Options, headers and operations are declared in the package that applications see, and read everywhere. */
    private static final ArchRule internalsOfCamelUseOnlyItsDeclarations = noClasses()
            .that()
            .resideInAPackage(ROOT + ".camel.internal..")
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + ".camel")
                    .and(not(simpleNameEndingWith("Configuration")))
                    .and(not(simpleName("Whatsapp360Constants")))
                    .and(not(simpleName("Whatsapp360Operations")))
                    .and(not(simpleName("WhenWindowClosed"))));

    private static final ArchRule onlyTheSkinKnowsCamel = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".camel..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..");

    private static final ArchRule onlyJsonKnowsDatabind = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".json..")
            .and()
            .haveSimpleNameNotStartingWith("Whatsapp360Converter")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson.databind..")
            .because(
                    "a move to another JSON library must touch one package; the converter only names the target types");

    /** What an application compiles against must be in an exported package. */
    private static final ArchRule publicSignaturesShowNoInternals = codeUnits()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackages("..internal..", ROOT + ".json")
            .should(new ArchCondition<>("show no internal type") {
                @Override
                public void check(JavaCodeUnit member, ConditionEvents events) {
                    Stream.concat(member.getParameterTypes().stream(), Stream.of(member.getReturnType()))
                            .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                            .filter(ArchitectureTest::isInternal)
                            .forEach(type -> events.add(SimpleConditionEvent.violated(
                                    member, member.getFullName() + " shows " + type.getName())));
                }
            });

    private static final ArchRule theModelIsRecords = classes()
            .that()
            .resideInAnyPackage(ROOT + ".message..", ROOT + ".event..")
            .and()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .haveSimpleNameNotEndingWith("Builder")
            .and()
            .doNotHaveSimpleName("package-info")
            .should()
            .beRecords();

    private static final ArchRule timeComesFromAClock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    private static final ArchRule threadsComeFromOutside =
            noClasses().should().dependOnClassesThat().areAssignableTo(Executors.class);

    private static final ArchRule noGenericExceptions = GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target", "classes"));

    private static boolean isInternal(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(ROOT) && (name.contains(".internal") || name.equals(ROOT + ".json"));
    }

    private static String packageWithItsInternals(JavaClass type) {
        return type.getPackageName().replaceFirst("\\.internal(\\..*)?$", "");
    }

    private static SliceAssignment slicedBy(Function<JavaClass, String> name) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return type.getPackageName().startsWith(ROOT)
                        ? SliceIdentifier.of(name.apply(type))
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages with their internals";
            }
        };
    }

    static Stream<Named<ArchRule>> rules() {
        return Stream.of(
                Named.of("packagesFormNoCycle", packagesFormNoCycle),
                Named.of("internalPackagesFormNoCycle", internalPackagesFormNoCycle),
                Named.of("dependenciesPointDownwards", dependenciesPointDownwards),
                Named.of("partsOfCamelPointDownwards", partsOfCamelPointDownwards),
                Named.of("internalsOfCamelUseOnlyItsDeclarations", internalsOfCamelUseOnlyItsDeclarations),
                Named.of("onlyTheSkinKnowsCamel", onlyTheSkinKnowsCamel),
                Named.of("onlyJsonKnowsDatabind", onlyJsonKnowsDatabind),
                Named.of("publicSignaturesShowNoInternals", publicSignaturesShowNoInternals),
                Named.of("theModelIsRecords", theModelIsRecords),
                Named.of("timeComesFromAClock", timeComesFromAClock),
                Named.of("threadsComeFromOutside", threadsComeFromOutside),
                Named.of("noGenericExceptions", noGenericExceptions));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theClassesKeepTheRule(ArchRule rule) {
        rule.check(CLASSES);
    }
}
