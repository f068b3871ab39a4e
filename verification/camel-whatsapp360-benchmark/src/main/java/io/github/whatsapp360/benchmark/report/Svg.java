/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.report;

import java.util.Locale;

/** Writes a drawing, element by element. Confined to one thread. */
final class Svg {

    private static final String[] PALETTE = {
        "#7a8590", "#4c78a8", "#b279a2", "#e45756", "#9ecae9", "#59a14f", "#1b7837", "#b8860b",
    };

    private final StringBuilder elements = new StringBuilder();
    private final int width;
    private final int height;

    Svg(int width, int height, String title) {
        this.width = width;
        this.height = height;
        text(16, 26, 15, "start", title, true);
    }

    /** A colour; ours are green. */
    static String colour(int index) {
        return PALETTE[index % PALETTE.length];
    }

    void text(double x, double y, int size, String anchor, String text, boolean bold) {
        elements.append(String.format(
                Locale.ROOT,
                "  <text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\" text-anchor=\"%s\"%s>%s</text>%n",
                x,
                y,
                size,
                anchor,
                bold ? " font-weight=\"bold\"" : "",
                text.replace("&", "&amp;").replace("<", "&lt;")));
    }

    void bar(double x, double y, double barWidth, double barHeight, String colour) {
        elements.append(String.format(
                Locale.ROOT,
                "  <rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
                x,
                y,
                Math.max(barWidth, 0.5),
                barHeight,
                colour));
    }

    void line(double fromX, double fromY, double toX, double toY, String colour, double thickness) {
        elements.append(String.format(
                Locale.ROOT,
                "  <line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.1f\"/>%n",
                fromX,
                fromY,
                toX,
                toY,
                colour,
                thickness));
    }

    /** The whole drawing, on white, so that it can be read on any page. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"Helvetica,Arial,sans-serif\" fill=\"#222\">%n"
                        + "  <rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>%n%s</svg>%n",
                width,
                height,
                width,
                height,
                width,
                height,
                elements);
    }
}
