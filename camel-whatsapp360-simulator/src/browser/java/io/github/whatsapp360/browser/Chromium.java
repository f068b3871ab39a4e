/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A headless Chromium with one page, driven through its DevTools protocol as a person would: pointer, keys, files.
 * Thread-safe.
 */
public final class Chromium implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final StringBuilder errors = new StringBuilder();
    private String session = "";

    /** The browser's program, when there is one. */
    public static Optional<Path> program() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts the browser. */
    public Chromium(Path program) throws IOException, InterruptedException {
        profile = Files.createTempDirectory("chromium");
        process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--lang=en-GB",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        socket = connect(address(process.errorReader(StandardCharsets.UTF_8)));
        String target = command("Target.createTarget", "{\"url\":\"about:blank\"}")
                .path("targetId")
                .asText();
        session = command("Target.attachToTarget", "{\"flatten\":true,\"targetId\":\"" + target + "\"}")
                .path("sessionId")
                .asText();
        command("Page.enable", "{}");
        command("Runtime.enable", "{}");
        command("Log.enable", "{}");
        command("Page.setInterceptFileChooserDialog", "{\"enabled\":true}");
    }

    private static URI address(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int at = line.indexOf("ws://");
            if (at >= 0) {
                Thread drain = new Thread(() -> lines.lines().forEach(ignored -> {}));
                drain.setDaemon(true);
                drain.start();
                return URI.create(line.substring(at).strip());
            }
        }
        throw new IOException("Expected the address of Chromium's DevTools, Actual none");
    }

    private WebSocket connect(URI address) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Listener())
                .join();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                take(text.toString());
                text.setLength(0);
            }
            webSocket.request(1);
            return CompletableFuture.completedStage(null);
        }
    }

    private void take(String text) {
        try {
            JsonNode message = JSON.readTree(text);
            CompletableFuture<JsonNode> future =
                    waiting.remove(message.path("id").asInt());
            if (future != null) {
                future.complete(message);
            }
            String method = message.path("method").asText();
            boolean logged = method.equals("Log.entryAdded")
                    && message.path("params")
                            .path("entry")
                            .path("level")
                            .asText()
                            .equals("error");
            if (method.equals("Runtime.exceptionThrown") || logged) {
                synchronized (errors) {
                    errors.append(message).append('\n');
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Sends a command of the DevTools protocol and waits for its answer, at most 20 seconds. */
    public JsonNode command(String method, String parameters) throws InterruptedException {
        try {
            int id = count.incrementAndGet();
            ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
            message.set("params", JSON.readTree(parameters));
            if (!session.isEmpty()) {
                message.put("sessionId", session);
            }
            CompletableFuture<JsonNode> answer = new CompletableFuture<>();
            waiting.put(id, answer);
            socket.sendText(message.toString(), true).join();
            JsonNode reply = answer.get(60, TimeUnit.SECONDS);
            if (reply.has("error")) {
                throw new IllegalStateException(method + ": " + reply.path("error"));
            }
            return reply.path("result");
        } catch (IOException | ExecutionException | TimeoutException failed) {
            throw new IllegalStateException(method, failed);
        }
    }

    /** What an expression becomes in the page. */
    public JsonNode eval(String script) throws InterruptedException {
        ObjectNode parameters = JSON.createObjectNode()
                .put("expression", script)
                .put("returnByValue", true)
                .put("awaitPromise", true);
        JsonNode result = command("Runtime.evaluate", parameters.toString());
        if (result.has("exceptionDetails")) {
            throw new AssertionError(result.path("exceptionDetails").toString());
        }
        return result.path("result").path("value");
    }

    /** What the page has complained about so far. */
    public String errors() {
        synchronized (errors) {
            return errors.toString();
        }
    }

    /** Waits, at most thirty seconds, until the expression is true; looks at each frame. */
    public void until(String expression) throws InterruptedException {
        JsonNode came = eval("new Promise(done => { const end = performance.now() + 30000; (function look() {"
                + " let so = false; try { so = " + expression + " } catch {}"
                + " if (so || performance.now() > end) done(Boolean(so)); else requestAnimationFrame(look); })() })");
        if (!came.asBoolean()) {
            throw new AssertionError("Expected within 30 s: " + expression + "; Actual: not so. " + errors());
        }
    }

    /** Goes to the chat page, and waits until it is ready. */
    public void open(String url) throws InterruptedException {
        command("Page.navigate", "{\"url\":\"" + url + "\"}");
        until("document.body.dataset.ready === 'true'");
    }

    /** Takes the size of a desktop or, below 600, of a phone. */
    public void size(int width, int height, boolean dark) throws InterruptedException {
        command(
                "Emulation.setDeviceMetricsOverride",
                "{\"width\":%d,\"height\":%d,\"deviceScaleFactor\":1,\"mobile\":%b}"
                        .formatted(width, height, width < 600));
        command(
                "Emulation.setEmulatedMedia",
                "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"%s\"}]}"
                        .formatted(dark ? "dark" : "light"));
    }

    /** Clicks the middle of the first element for which the expression stands, once it is in sight and stands still. */
    public void click(String expression) throws InterruptedException {
        JsonNode at =
                eval("new Promise(done => { const end = performance.now() + 30000; let last = ''; (function look() {"
                        + " let e; try { e = " + expression + " } catch {}"
                        + " if (e?.getClientRects().length) { e.scrollIntoView({block: 'nearest', inline: 'nearest'});"
                        + " const r = e.getBoundingClientRect(), x = r.x + r.width / 2, y = r.y + r.height / 2,"
                        + " here = x + ' ' + y, hit = document.elementFromPoint(x, y);"
                        + " if (here === last && hit && (e.contains(hit) || hit.closest('label')?.contains(e)))"
                        + " return done([x, y]);"
                        + " last = here }"
                        + " if (performance.now() > end) done(null); else requestAnimationFrame(look) })() })");
        if (!at.isArray()) {
            throw new AssertionError("Expected within 30 s, in sight: " + expression + "; Actual: not so. " + errors());
        }
        for (String type : List.of("mouseMoved", "mousePressed", "mouseReleased")) {
            command(
                    "Input.dispatchMouseEvent",
                    "{\"type\":\"%s\",\"x\":%s,\"y\":%s,\"button\":\"left\",\"clickCount\":1}"
                            .formatted(type, at.path(0), at.path(1)));
        }
    }

    /** Types into whatever has the focus. */
    public void type(String text) throws InterruptedException {
        command("Input.insertText", JSON.createObjectNode().put("text", text).toString());
    }

    /** Presses a key. */
    public void key(String key, int code) throws InterruptedException {
        String text = key.equals("Enter") ? ",\"text\":\"\\r\"" : "";
        for (String type : List.of("keyDown", "keyUp")) {
            command(
                    "Input.dispatchKeyEvent",
                    "{\"type\":\"%s\",\"key\":\"%s\",\"code\":\"%s\",\"windowsVirtualKeyCode\":%d%s}"
                            .formatted(type, key, key, code, type.equals("keyDown") ? text : ""));
        }
    }

    /** Chooses a file in a field for files. */
    public void chooseFile(String selector, Path file) throws InterruptedException {
        JsonNode document = command("DOM.getDocument", "{}").path("root").path("nodeId");
        JsonNode node = command("DOM.querySelector", "{\"nodeId\":" + document + ",\"selector\":\"" + selector + "\"}")
                .path("nodeId");
        command("DOM.setFileInputFiles", "{\"nodeId\":" + node + ",\"files\":[\"" + file.toAbsolutePath() + "\"]}");
    }

    /** Takes a picture of what is in sight. */
    public void screenshot(Path file) throws InterruptedException, IOException {
        Files.createDirectories(file.getParent());
        String picture = command("Page.captureScreenshot", "{\"format\":\"png\"}")
                .path("data")
                .asText();
        Files.write(file, Base64.getDecoder().decode(picture));
    }

    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
            awaitEnd(children);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        delete(profile.toFile());
    }

    /** Its processes write into the profile until each of them has ended. */
    private static void awaitEnd(List<ProcessHandle> children) throws InterruptedException {
        for (ProcessHandle child : children) {
            child.destroyForcibly();
            try {
                child.onExit().get(5, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException stillThere) {
                // What it leaves behind is a temporary file.
            }
        }
    }

    /** A file may vanish meanwhile; what cannot be deleted stays behind. */
    private static void delete(File file) {
        File[] inside = Files.isSymbolicLink(file.toPath()) ? null : file.listFiles();
        if (inside != null) {
            for (File each : inside) {
                delete(each);
            }
        }
        boolean unused = file.delete();
    }
}
