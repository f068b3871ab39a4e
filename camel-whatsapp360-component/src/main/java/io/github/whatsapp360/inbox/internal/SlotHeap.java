/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import java.util.Arrays;

/**
 * A binary min-heap of slots, ordered by a number; two arrays, 12 bytes per entry.
 *
 * <p>Confined to the lock of its {@link Backlog}.
 */
final class SlotHeap {

    private long[] order = new long[16];
    private int[] slots = new int[16];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /** Returns the smallest number. The heap must not be empty. */
    long first() {
        return order[0];
    }

    void push(long number, int slot) {
        if (size == order.length) {
            order = Arrays.copyOf(order, size * 2);
            slots = Arrays.copyOf(slots, size * 2);
        }
        int hole = size++;
        while (hole > 0 && order[(hole - 1) / 2] > number) {
            move((hole - 1) / 2, hole);
            hole = (hole - 1) / 2;
        }
        order[hole] = number;
        slots[hole] = slot;
    }

    /** Removes and returns the slot with the smallest number. The heap must not be empty. */
    int pop() {
        int popped = slots[0];
        size--;
        int hole = 0;
        int child = smallerChild(hole);
        while (child < size && order[child] < order[size]) {
            move(child, hole);
            hole = child;
            child = smallerChild(hole);
        }
        move(size, hole);
        return popped;
    }

    private int smallerChild(int parent) {
        int left = 2 * parent + 1;
        return left + 1 < size && order[left + 1] < order[left] ? left + 1 : left;
    }

    private void move(int from, int to) {
        order[to] = order[from];
        slots[to] = slots[from];
    }
}
