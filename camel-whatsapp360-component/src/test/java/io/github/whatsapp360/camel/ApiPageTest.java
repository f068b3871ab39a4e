/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static io.github.whatsapp360.camel.ReferencePage.code;
import static io.github.whatsapp360.camel.ReferencePage.table;
import static io.github.whatsapp360.camel.ReferencePage.wrapped;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The API is what is public in a package without a segment {@code internal}: the page lists it, and {@code bnd.bnd}
 * exports the same packages.
 */
class ApiPageTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target", "classes"));

    /** Camel's generator writes them, for Camel alone. */
    private static final Pattern GENERATED = Pattern.compile(".*(Configurer|UriFactory|ConverterLoader)");

    private static boolean isInternal(String packageName) {
        return List.of(packageName.split("\\.")).contains("internal") || packageName.endsWith(".json");
    }

    private static Set<String> apiPackages() {
        return CLASSES.stream()
                .filter(each -> !isInternal(each.getPackageName())
                        && each.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void thePageListsTheApi() throws IOException {
        ReferencePage page = new ReferencePage("api.md");
        StringBuilder tables = new StringBuilder();
        for (String name : apiPackages()) {
            tables.append("## `")
                    .append(name)
                    .append("`\n\n")
                    .append(wrapped(
                            sentence(SOURCES.resolve(name.replace('.', '/')).resolve("package-info.java"))))
                    .append("\n\n");
            tables.append(table(
                    List.of("type", "is"),
                    CLASSES.stream()
                            .filter(each -> each.getPackageName().equals(name))
                            .filter(each -> each.isTopLevelClass()
                                    && each.getModifiers().contains(JavaModifier.PUBLIC)
                                    && !GENERATED.matcher(each.getSimpleName()).matches())
                            .sorted(Comparator.comparing(JavaClass::getSimpleName))
                            .map(each -> List.of(code(each.getSimpleName()), sentence(source(each))))));
            tables.append('\n');
        }
        page.with("types", tables.toString().stripTrailing() + "\n");
        page.mustBeCommitted();
    }

    private static Path source(JavaClass type) {
        return SOURCES.resolve(type.getName().replace('.', '/') + ".java");
    }

    /** The first sentence of the type's documentation, in Markdown. */
    private static String sentence(Path source) {
        try {
            Matcher comment = Pattern.compile("(?s)/\\*\\*(.*?)\\*/").matcher(Files.readString(source));
            if (!comment.find()) {
                return "";
            }
            String text =
                    comment.group(1).replaceAll("\\s*\\n\\s*\\*[ \t]?", " ").strip();
            return text.split("(?<=[.])\\s+(?=[A-Z<@{])|\\s*(?=<p>|@param|@see|<ul>|<pre>)", 2)[0]
                    .replaceAll("\\{@(?:link|linkplain|code) #?([^}]*?)}", "`$1`")
                    .replaceAll("</?(?:b|i|em|p|a)>", "");
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @Test
    void theBundleExportsTheApiAndNothingElse() throws IOException {
        String bnd = Files.readString(Path.of("bnd.bnd"));
        Matcher exports = Pattern.compile("Export-Package: ((?:.*\\\\\\n)*.*)").matcher(bnd);
        assertThat(exports.find()).isTrue();
        List<Pattern> exported = Pattern.compile(",")
                .splitAsStream(exports.group(1).replaceAll("[\\\\\\s]", ""))
                .map(each -> Pattern.compile(each.replace(".", "\\.").replace("\\.*", "(\\..*)?")))
                .toList();

        assertThat(CLASSES.stream()
                        .map(JavaClass::getPackageName)
                        .filter(each -> exported.stream()
                                .anyMatch(one -> one.matcher(each).matches()))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(apiPackages());
    }
}
