/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.browser;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * The simulator's chat page as a person uses it, who reads, types, taps and picks. Screenshots go to
 * {@code target/screenshots}. Confined to one thread.
 */
public final class ChatPage implements AutoCloseable {

    /** Where pictures go, with {@code -Dpictures=true}; none are taken without. */
    private static final Path PICTURES = Path.of("target", "screenshots");

    private static final boolean WITH_PICTURES = Boolean.getBoolean("pictures");

    private final Chromium browser;

    /**
     * Opens the page in a window of 1360 × 860.
     *
     * @param program the browser, see {@link #chromium}
     * @param simulator the address of the simulator
     */
    public ChatPage(Path program, String simulator) throws IOException, InterruptedException {
        browser = new Chromium(program);
        browser.size(1360, 860, false);
        browser.open(simulator + "/");
    }

    /** The browser's program; where there is none it is printed that, and what, was not tested. */
    public static Optional<Path> chromium(String what) {
        Optional<Path> program = Chromium.program();
        if (program.isEmpty()) {
            System.err.println("Not tested: " + what + ", for there is no chromium on the path");
        }
        return program;
    }

    /** The browser, for what has no name here. */
    public Chromium browser() {
        return browser;
    }

    /** Writes a message and sends it with the Enter key. */
    public void writes(String text) throws InterruptedException {
        browser.click("document.getElementById('text')");
        browser.type(text);
        browser.key("Enter", 13);
    }

    /** Waits until a message shows this text. */
    public void sees(String text) throws InterruptedException {
        browser.until(
                "[...document.querySelectorAll('.line')].some(line => line.innerText.includes(\"" + text + "\"))");
    }

    /** Waits until the page has an element of this kind. */
    public void seesElement(String selector) throws InterruptedException {
        browser.until("document.querySelector(\"" + selector + "\") !== null");
    }

    /** Clicks the last button with this label that is in the page. */
    public void taps(String label) throws InterruptedException {
        browser.click(
                "[...document.querySelectorAll('button')].filter(b => b.getClientRects().length && b.innerText.trim() "
                        + "=== \""
                        + label + "\").at(-1)");
    }

    /** Opens a list by its button, picks the row and sends it. */
    public void picks(String button, String row) throws InterruptedException {
        taps(button);
        browser.until("document.getElementById('form-dialog').open");
        browser.click(
                "[...document.querySelectorAll('.list-row')].find(each => each.innerText.includes(\"" + row + "\"))");
        browser.click("document.getElementById('form-ok')");
    }

    /** Waits until the open form shows this text. */
    public void seesInForm(String text) throws InterruptedException {
        browser.until("document.querySelector('dialog.flow[open]').innerText.includes(\"" + text + "\")");
    }

    /** Waits until no form is open. */
    public void seesNoForm() throws InterruptedException {
        browser.until("document.querySelector('dialog.flow[open]') === null");
    }

    /** Enters a value into a field of the open form: a text, the id of a choice, or a date as in ISO 8601. */
    public void fillsIn(String label, String value) throws InterruptedException {
        browser.eval("(() => { const field = " + field(label) + "; field.value = \"" + value + "\";"
                + " for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, {bubbles: true}));"
                + " return 1 })()");
    }

    /** Clicks a radio button or check box of the open form. */
    public void ticks(String label) throws InterruptedException {
        browser.click(field(label));
    }

    private static String field(String label) {
        return "[...document.querySelectorAll('dialog.flow label')].find(each => each.textContent.startsWith(\"" + label
                + "\")).control";
    }

    /** Sends a picture of a sunset. */
    public void sendsAPicture() throws IOException, InterruptedException {
        browser.click("document.getElementById('attach')");
        browser.until("!document.getElementById('attach-menu').hidden");
        browser.click("[...document.querySelectorAll('#attach-menu button')][0]");
        browser.chooseFile("#file", sunset());
    }

    /** Takes a picture of what is in sight, if pictures are wanted. */
    public void picture(String name) throws IOException, InterruptedException {
        if (!WITH_PICTURES) {
            return;
        }
        browser.screenshot(PICTURES.resolve(name + ".png"));
    }

    /** Takes four pictures of the end of the chat, if pictures are wanted: wide and as a phone, light and dark. */
    public void pictures(String name) throws IOException, InterruptedException {
        if (!WITH_PICTURES) {
            return;
        }
        for (int width : new int[] {1360, 390}) {
            for (boolean dark : new boolean[] {false, true}) {
                browser.size(width, width == 390 ? 844 : 860, dark);
                browser.eval("new Promise(done => requestAnimationFrame(() => { const m = "
                        + "document.getElementById('messages');"
                        + " m.scrollTop = m.scrollHeight; requestAnimationFrame(() => done(1)) }))");
                picture(name + (width == 390 ? "-phone" : "-desktop") + (dark ? "-dark" : ""));
            }
        }
        browser.size(1360, 860, false);
    }

    /** A PNG file, gone when the process ends. */
    public static Path sunset() throws IOException {
        BufferedImage image = new BufferedImage(480, 320, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, new Color(0xf6c667), 0, 320, new Color(0xd1495b)));
        graphics.fillRect(0, 0, 480, 320);
        graphics.setColor(new Color(0xfff3d6));
        graphics.fillOval(180, 90, 120, 120);
        graphics.setColor(new Color(0x2b4c5a));
        graphics.fillRect(0, 230, 480, 90);
        graphics.dispose();
        Path file = Files.createTempFile("sunset", ".png");
        ImageIO.write(image, "png", file.toFile());
        file.toFile().deleteOnExit();
        return file;
    }

    @Override
    public void close() {
        browser.close();
    }
}
