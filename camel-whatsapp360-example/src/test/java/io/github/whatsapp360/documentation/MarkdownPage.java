/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation, as far as it can be checked.
 *
 * @param anchors what a link to this page may name behind {@code #}
 * @param links the targets of its links and pictures
 */
record MarkdownPage(Path file, List<CodeBlock> blocks, Set<String> anchors, List<String> links) {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern FENCE = Pattern.compile("^(\\s*)```(\\w*)\\s*$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    /** The pages at the root and under {@code docs}. */
    static List<MarkdownPage> all() throws IOException {
        List<MarkdownPage> pages = new ArrayList<>();
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            for (Path file : Stream.concat(top, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                pages.add(read(file));
            }
        }
        return pages;
    }

    static MarkdownPage read(Path file) throws IOException {
        List<CodeBlock> blocks = new ArrayList<>();
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> repeated = new HashMap<>();
        List<String> links = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (fence.matches()) {
                int first = i + 1;
                List<String> inside = new ArrayList<>();
                while (!lines.get(++i).strip().equals("```")) {
                    String indented = lines.get(i);
                    inside.add(indented.substring(
                            Math.min(indented.length(), fence.group(1).length())));
                }
                blocks.add(new CodeBlock(file, first, fence.group(2), String.join("\n", inside) + "\n"));
            } else {
                if (lines.get(i).startsWith("#")) {
                    String anchor = anchor(lines.get(i));
                    int before = repeated.merge(anchor, 1, Integer::sum) - 1;
                    anchors.add(before == 0 ? anchor : anchor + "-" + before);
                }
                LINK.matcher(lines.get(i)).results().forEach(link -> links.add(link.group(1)));
            }
        }
        return new MarkdownPage(file, blocks, anchors, links);
    }

    /** As the usual renderers make them. */
    private static String anchor(String heading) {
        return heading.replaceFirst("^#+\\s*", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\s_-]", "")
                .strip()
                .replace(' ', '-');
    }
}
