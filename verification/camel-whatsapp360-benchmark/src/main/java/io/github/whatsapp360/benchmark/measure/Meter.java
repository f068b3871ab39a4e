/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.measure;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * What this process has used up so far. All figures grow; the difference of two readings is what lay between them.
 *
 * <p>Allocation is what the collector freed and what is in the heap now, because threads that have ended no longer tell
 * what they allocated. It is exact to some megabytes. Thread-safe.
 */
public final class Meter {

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Set<String> heapPools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toUnmodifiableSet());
    private final CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    private final AtomicLong freed = new AtomicLong();

    /** Begins to listen to the collectors. */
    public Meter() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, handback) -> collected(
                                    GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
                                            .getGcInfo()),
                            null,
                            null);
        }
    }

    private void collected(GcInfo collection) {
        freed.addAndGet(heap(collection.getMemoryUsageBeforeGc()) - heap(collection.getMemoryUsageAfterGc()));
    }

    private long heap(Map<String, MemoryUsage> pools) {
        return pools.entrySet().stream()
                .filter(pool -> heapPools.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
    }

    /**
     * Processor time in seconds ({@code cpu}), bytes allocated ({@code allocated}), bytes given to the operating system
     * to be written ({@code written}, where it tells; it includes what goes to sockets), a clock in seconds ({@code
     * clock}), what the compiler has taken of it ({@code compiling}).
     */
    public Map<String, Double> read() {
        Map<String, Double> figures = new TreeMap<>();
        figures.put("cpu", system.getProcessCpuTime() / 1e9);
        figures.put("allocated", (double) freed.get() + used());
        figures.put("written", (double) written("self"));
        figures.put("clock", System.nanoTime() / 1e9);
        figures.put("compiling", compiler.getTotalCompilationTime() / 1e3);
        return figures;
    }

    /** Megabytes of the heap that are in use after a full collection. */
    public static double liveMegabytes() {
        System.gc();
        System.gc();
        return used() / 1e6;
    }

    private static long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Bytes that a process has given to the operating system to be written; 0 where it does not tell. */
    static long written(String process) {
        try {
            return Files.readAllLines(Path.of("/proc", process, "io")).stream()
                    .filter(line -> line.startsWith("wchar: "))
                    .mapToLong(line -> Long.parseLong(line.substring("wchar: ".length())))
                    .sum();
        } catch (IOException noSuchFile) {
            return 0;
        }
    }
}
