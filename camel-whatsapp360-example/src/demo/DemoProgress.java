/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Says what the command of the demo does and how far it has come, which Maven's {@code -q} hides. Run from its source,
 * before anything has been compiled, beside Maven; ends with it, or when the demo runs.
 */
public final class DemoProgress {

    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private DemoProgress() {}

    /** Takes the directory of the project. */
    public static void main(String[] arguments) throws IOException {
        Path project = Path.of(arguments[0]);
        // Written by the demo, see Demo.
        Path running = project.resolve(Path.of("target", "demo", "running"));
        Files.deleteIfExists(running);
        System.out.println("The demo: Maven downloads what is missing and compiles the project, then a simulated 360dialog"
                + " and a Camel application start.");
        System.out.println("That takes some minutes the first time, and less than one later on."
                + " -Ddemo.port=9000 takes another port than 8360 for the chat page.");
        long begin = System.nanoTime();
        long said = begin;
        while (!Files.exists(running) && isMavenAlive() && System.nanoTime() - begin < LIMIT.toNanos()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            if (System.nanoTime() - said >= PAUSE.toNanos()) {
                said = System.nanoTime();
                System.out.println("  " + TimeUnit.NANOSECONDS.toSeconds(said - begin) + " s: " + compiled(project)
                        + " modules are compiled ...");
            }
        }
    }

    private static boolean isMavenAlive() {
        return ProcessHandle.current().parent().map(ProcessHandle::isAlive).orElse(false);
    }

    private static long compiled(Path project) throws IOException {
        try (Stream<Path> modules = Files.list(project)) {
            return modules.filter(module -> Files.isDirectory(module.resolve(Path.of("target", "classes"))))
                    .count();
        }
    }
}
