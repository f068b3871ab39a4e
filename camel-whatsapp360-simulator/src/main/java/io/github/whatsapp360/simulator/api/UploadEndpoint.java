/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.api;

import io.github.whatsapp360.simulator.fault.Refusal;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.World;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Resumable uploads, whose handles serve as template examples and profile pictures. Confined to the event loop. */
final class UploadEndpoint {

    private record Session(long length, AtomicLong received) {}

    private final World world;
    private final Map<String, Session> sessions = new HashMap<>();

    UploadEndpoint(World world) {
        this.world = world;
    }

    Answer begin(Call call) {
        String length = call.parameter("file_length");
        if (!length.matches("[1-9][0-9]{0,8}") || call.parameter("file_type").isEmpty()) {
            throw new Refusal(100, "The parameters file_length and file_type are required.");
        }
        String id = world.ids().hex(24);
        sessions.put(id, new Session(Long.parseLong(length), new AtomicLong()));
        return Answer.json(Json.object().put("id", "upload:" + id));
    }

    Answer state(Call call) {
        return Answer.json(Json.object()
                .put("id", "upload:" + call.part("session"))
                .put("file_offset", find(call).received().get()));
    }

    Answer append(Call call) {
        Session session = find(call);
        long received = session.received().get();
        if (!call.header("file_offset").equals(Long.toString(received))) {
            throw new Refusal(100, "Param file_offset must be " + received + ".");
        }
        long now = session.received().addAndGet(call.body().length());
        if (now > session.length()) {
            throw new Refusal(100, "The upload is longer than file_length.");
        }
        return now == session.length()
                ? Answer.json(Json.object().put("h", "4:" + world.ids().hex(32)))
                : state(call);
    }

    private Session find(Call call) {
        Session session = sessions.get(call.part("session"));
        if (session == null) {
            throw new Refusal(100, "The upload session does not exist.");
        }
        return session;
    }
}
