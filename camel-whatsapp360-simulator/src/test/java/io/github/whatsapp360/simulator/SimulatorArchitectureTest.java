/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class SimulatorArchitectureTest {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackagesOf(Whatsapp360Simulator.class);

    @Test
    void arrowsPointDown() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("spring")
                .definedBy("..simulator.spring..")
                .layer("root")
                .definedBy("io.github.whatsapp360.simulator")
                .layer("http")
                .definedBy("..http..")
                .layer("page")
                .definedBy("..page..")
                .layer("scenario")
                .definedBy("..scenario..")
                .layer("api")
                .definedBy("..api..")
                .layer("hook")
                .definedBy("..hook..")
                .layer("world")
                .definedBy("..world..")
                .layer("rule")
                .definedBy("..rule..")
                .layer("fault")
                .definedBy("..fault..")
                .layer("time")
                .definedBy("..time..")
                .layer("wire")
                .definedBy("..wire..")
                .whereLayer("spring")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("root")
                .mayOnlyBeAccessedByLayers("spring")
                .whereLayer("http")
                .mayOnlyBeAccessedByLayers("root")
                .whereLayer("page")
                .mayOnlyBeAccessedByLayers("root", "http")
                .whereLayer("scenario")
                .mayOnlyBeAccessedByLayers("root", "page")
                .whereLayer("api")
                .mayOnlyBeAccessedByLayers("root", "http", "page")
                .whereLayer("hook")
                .mayOnlyBeAccessedByLayers("root", "page")
                .whereLayer("rule")
                .mayOnlyBeAccessedByLayers("api")
                .whereLayer("world")
                .mayOnlyBeAccessedByLayers("root", "http", "page", "scenario", "api", "hook")
                .check(OURS);
    }

    @Test
    void springIsUsedInOnePackageOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..simulator.spring..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(OURS);
    }

    @Test
    void neitherCamelNorTheComponentIsUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.camel..", "io.github.whatsapp360.camel..", "io.github.whatsapp360.client..")
                .check(OURS);
    }
}
