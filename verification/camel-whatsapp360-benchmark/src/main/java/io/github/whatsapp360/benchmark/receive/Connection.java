/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.receive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.whatsapp360.benchmark.receive.Deliveries.Request;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection of a load: one request, then its answer. Confined to the load's thread. */
final class Connection {

    /** The answer is not complete. */
    static final int NOT_YET = -1;

    /** The connection broke; it is made anew. */
    static final int BROKEN = 0;

    private static final int MAXIMUM_MESSAGE_SIZE = 64 * 1024;

    private final InetSocketAddress server;
    private final Selector selector;
    private final ByteBuffer out = ByteBuffer.allocateDirect(MAXIMUM_MESSAGE_SIZE);
    private final byte[] in = new byte[MAXIMUM_MESSAGE_SIZE];
    private final ByteBuffer free = ByteBuffer.wrap(in);
    private SocketChannel channel;
    private long due;
    private boolean busy;

    Connection(InetSocketAddress server, Selector selector) throws IOException {
        this.server = server;
        this.selector = selector;
        this.channel = open();
    }

    private SocketChannel open() throws IOException {
        SocketChannel opened = SocketChannel.open(server);
        opened.configureBlocking(false);
        opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        opened.register(selector, SelectionKey.OP_READ, this);
        return opened;
    }

    /**
     * Sends a request.
     *
     * @param number the first number for its places
     * @param when it was due
     * @return the next number
     */
    long send(Request request, long number, long when) throws IOException {
        due = when;
        busy = true;
        free.clear();
        out.clear();
        out.put(request.bytes);
        long next = number;
        for (int place : request.places) {
            write(next++, place);
        }
        out.flip();
        while (out.hasRemaining()) {
            // Requests are smaller than a socket's buffer, so this does not spin.
            channel.write(out);
        }
        return next;
    }

    private void write(long number, int place) {
        long left = number;
        for (int i = Deliveries.NUMBER.length() - 1; i >= 0; i--) {
            out.put(place + i, (byte) ('0' + left % 10));
            left /= 10;
        }
    }

    /** When the request was due, in the time of {@link System#nanoTime}. */
    long due() {
        return due;
    }

    boolean isBusy() {
        return busy;
    }

    /** Reads on. Returns the status of the answer once it is complete. */
    int proceed() {
        try {
            int read = channel.read(free);
            if (read < 0) {
                return broken();
            }
            int status = busy ? status() : NOT_YET;
            busy &= status == NOT_YET;
            return status;
        } catch (IOException failure) {
            return broken();
        }
    }

    private int broken() {
        try {
            channel.close();
            channel = open();
        } catch (IOException gone) {
            throw new IllegalStateException("The server is gone", gone);
        }
        boolean cost = busy;
        busy = false;
        return cost ? BROKEN : NOT_YET;
    }

    private int status() {
        int length = free.position();
        int head = endOfHead(length);
        if (head < 0) {
            return NOT_YET;
        }
        String fields = new String(in, 0, head, ISO_8859_1).toLowerCase(java.util.Locale.ROOT);
        int at = fields.indexOf("content-length:");
        boolean complete;
        if (at >= 0) {
            String value = fields.substring(at + 15, fields.indexOf('\r', at)).strip();
            complete = length >= head + Integer.parseInt(value);
        } else {
            complete = !fields.contains("transfer-encoding: chunked") || endsChunked(length);
        }
        return complete ? Integer.parseInt(fields.substring(9, 12)) : NOT_YET;
    }

    private int endOfHead(int length) {
        for (int i = 3; i < length; i++) {
            if (in[i] == '\n' && in[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private boolean endsChunked(int length) {
        return length >= 5
                && in[length - 5] == '0'
                && in[length - 4] == '\r'
                && in[length - 3] == '\n'
                && in[length - 2] == '\r'
                && in[length - 1] == '\n';
    }

    void close() throws IOException {
        channel.close();
    }
}
