/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.media.MediaKind;
import io.github.whatsapp360.media.MediaTypes;
import io.github.whatsapp360.media.SafeFileName;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.part.MediaRef;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A body that is the URL of a media file. It is sent as a link, which WhatsApp fetches; the application does not fetch
 * it. A URI of {@code media:} and an id refers to an uploaded file.
 */
final class LinkedMedia {

    /** The scheme of {@code media:1013859600285441}, an uploaded file. */
    private static final String UPLOADED = "media";

    private LinkedMedia() {}

    /**
     * Creates the content that links to it.
     *
     * @param type from a header; may be absent
     * @param name from a header; may be absent
     * @param caption omitted if the kind of media has none
     * @return null if the body is not a URL
     * @throws InvalidMessageException if it is no web address, or nothing tells of which kind the medium is
     */
    static @Nullable OutboundContent of(
            @Nullable Object body, @Nullable String type, @Nullable String name, @Nullable String caption) {
        URI address = address(body);
        if (address == null) {
            return null;
        }
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (scheme.equals(UPLOADED) && address.isOpaque()) {
            return uploaded(address.getSchemeSpecificPart(), type, name, caption);
        }
        if (address.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new InvalidMessageException(
                    "WhatsApp fetches media only from http and https URLs: this URL has the scheme "
                            + (address.getScheme() == null ? "none" : scheme) + ", or no host");
        }
        String ownName = lastSegment(address);
        String known = MediaTypes.decide(type, name, new byte[0]);
        if (known == null) {
            known = MediaTypes.decide(null, ownName, new byte[0]);
        }
        if (known == null) {
            throw new InvalidMessageException("Cannot determine the media type behind the URL: set the header "
                    + Whatsapp360Constants.MEDIA_TYPE + " or " + Whatsapp360Constants.FILE_NAME);
        }
        String shown = SafeFileName.of(name == null ? ownName : name, "file" + MediaTypes.extension(known));
        return OutgoingFile.content(MediaKind.of(known), shown, caption, MediaRef.link(address.toString()));
    }

    private static OutboundContent uploaded(
            String id, @Nullable String type, @Nullable String name, @Nullable String caption) {
        String known = MediaTypes.decide(type, name, new byte[0]);
        if (known == null) {
            throw new InvalidMessageException("Cannot determine the media type of the uploaded file: set the header "
                    + Whatsapp360Constants.MEDIA_TYPE + " or " + Whatsapp360Constants.FILE_NAME);
        }
        String shown = SafeFileName.of(name, "file" + MediaTypes.extension(known));
        return OutgoingFile.content(MediaKind.of(known), shown, caption, MediaRef.id(id));
    }

    private static @Nullable URI address(@Nullable Object body) {
        try {
            return body instanceof URL url ? url.toURI() : body instanceof URI uri ? uri : null;
        } catch (URISyntaxException notEncoded) {
            // Without the cause, which quotes the URL: it may contain a signature.
            throw new InvalidMessageException("The URL is not encoded correctly");
        }
    }

    private static @Nullable String lastSegment(URI address) {
        String path = address.getPath();
        return path == null ? null : path.substring(path.lastIndexOf('/') + 1);
    }
}
