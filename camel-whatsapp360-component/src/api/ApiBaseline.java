/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import jdk.internal.org.objectweb.asm.ClassReader;
import jdk.internal.org.objectweb.asm.ClassWriter;

/**
 * Writes the public API to a jar: the classes of the packages that the bundle exports, without code. The build
 * compares each later state with it. Run by {@code -Papi-baseline}, on JDK 17.
 *
 * <p>Arguments: the directory of the compiled classes, the jar, and the instructions of bnd.
 */
public final class ApiBaseline {

    private static final LocalDateTime SAME_FOR_ALL = LocalDateTime.of(2026, 1, 1, 0, 0);

    public static void main(String[] arguments) throws IOException {
        Path classes = Path.of(arguments[0]);
        try (OutputStream file = Files.newOutputStream(Path.of(arguments[1]));
                ZipOutputStream jar = new ZipOutputStream(file)) {
            for (Path each : api(classes, exported(Path.of(arguments[2])))) {
                ZipEntry entry = new ZipEntry(classes.relativize(each).toString().replace('\\', '/'));
                entry.setTimeLocal(SAME_FOR_ALL);
                jar.putNextEntry(entry);
                jar.write(withoutCode(Files.readAllBytes(each)));
            }
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private static List<Path> api(Path classes, List<String> exported) throws IOException {
        try (Stream<Path> all = Files.walk(classes)) {
            return all.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> isExported(packageOf(classes.relativize(file)), exported))
                    .sorted()
                    .toList();
        }
    }

    /** The lines of Export-Package, some of which end with {@code .*}. */
    private static List<String> exported(Path bnd) throws IOException {
        String text = Files.readString(bnd).replace("\\\n", "");
        String line = text.lines()
                .filter(each -> each.startsWith("Export-Package:"))
                .findFirst()
                .orElseThrow();
        return List.of(line.substring(line.indexOf(':') + 1).strip().split("\\s*,\\s*"));
    }

    private static String packageOf(Path file) {
        return file.getParent().toString().replaceAll("[/\\\\]", ".");
    }

    private static boolean isExported(String name, List<String> exported) {
        return exported.stream()
                .anyMatch(each -> each.endsWith(".*")
                        ? (name + ".").startsWith(each.substring(0, each.length() - 1))
                        : name.equals(each));
    }

    private static byte[] withoutCode(byte[] type) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(type).accept(writer, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        return writer.toByteArray();
    }

    private ApiBaseline() {}
}
