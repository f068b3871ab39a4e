/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.media;

import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.media.MediaSource;
import io.github.whatsapp360.media.MediaUpload;
import io.github.whatsapp360.media.TextContent;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body of bytes: a file, a path, a byte array or a stream. It is uploaded as a file if a header, its name or
 * its first bytes determine its media type; otherwise it is sent as text if all bytes are text, or as a document if it
 * has a name.
 *
 * <p>Confined to one message.
 *
 * @param upload null if it is a text
 * @param text null if it is a file
 */
public record BodyFile(
        @Nullable MediaUpload upload, @Nullable String text) {

    /** A source of bytes and its own file name. */
    private record Source(MediaSource bytes, @Nullable String name) {}

    /**
     * Reads the message body, to which the headers apply.
     *
     * @param files store temporary content on disk
     * @return null if the body is not made of bytes
     * @throws InvalidMessageException if it cannot be read, or is neither a file nor a text
     */
    public static @Nullable BodyFile read(@Nullable Object body, Message message, SpooledFiles files) {
        return read(body, text(message, Whatsapp360Constants.MEDIA_TYPE), message, files, true);
    }

    /** Reads an element of a list, to which the headers do not apply. */
    public static @Nullable BodyFile readElement(@Nullable Object element, Message message, SpooledFiles files) {
        return read(element, null, message, files, false);
    }

    private static @Nullable BodyFile read(
            @Nullable Object body, @Nullable String type, Message message, SpooledFiles files, boolean isNamed) {
        try {
            Source source = source(body, message.getExchange(), files);
            if (source == null) {
                return null;
            }
            return decide(source.bytes(), type, isNamed ? name(message, source.name()) : source.name(), message);
        } catch (IOException unreadable) {
            throw new InvalidMessageException("The file cannot be read", unreadable);
        } catch (IllegalArgumentException unfit) {
            throw new InvalidMessageException(String.valueOf(unfit.getMessage()), unfit);
        }
    }

    private static BodyFile decide(MediaSource bytes, @Nullable String type, @Nullable String name, Message message)
            throws IOException {
        MediaUpload known = MediaUpload.of(bytes, type, name).orElse(null);
        if (known != null) {
            return new BodyFile(known, null);
        }
        String text = TextContent.read(bytes, charset(message.getExchange()));
        if (text != null) {
            return new BodyFile(null, text);
        }
        if (name != null) {
            return new BodyFile(MediaUpload.document(bytes, name), null);
        }
        throw new InvalidMessageException("The body is neither text nor of a known media type: set the header "
                + Whatsapp360Constants.MEDIA_TYPE + " or a file name");
    }

    /**
     * The text of a body of bytes, whatever its media type.
     *
     * @return null if it does not consist of bytes, or they are not text
     */
    public static @Nullable String textOf(@Nullable Object body, Message message, SpooledFiles files) {
        try {
            Source source = source(body, message.getExchange(), files);
            return source == null ? null : TextContent.read(source.bytes(), charset(message.getExchange()));
        } catch (IOException unreadable) {
            throw new InvalidMessageException("The body cannot be read", unreadable);
        }
    }

    /** Whether a body consists of bytes. */
    public static boolean isBytes(@Nullable Object body) {
        return body instanceof WrappedFile<?>
                || body instanceof File
                || body instanceof Path
                || body instanceof byte[]
                || body instanceof ByteBuffer
                || body instanceof ByteArrayOutputStream
                || body instanceof InputStream;
    }

    private static @Nullable Source source(@Nullable Object body, Exchange exchange, SpooledFiles files)
            throws IOException {
        if (body instanceof WrappedFile<?> wrapped) {
            return wrapped.getFile() instanceof File local
                    ? source(local, exchange, files)
                    : source(wrapped.getBody(), exchange, files);
        }
        if (body instanceof File local) {
            return new Source(MediaSource.of(local.toPath()), local.getName());
        }
        if (body instanceof Path path) {
            return new Source(MediaSource.of(path), String.valueOf(path.getFileName()));
        }
        if (body instanceof byte[] bytes) {
            return new Source(MediaSource.of(bytes), null);
        }
        if (body instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return new Source(MediaSource.of(bytes), null);
        }
        if (body instanceof ByteArrayOutputStream written) {
            return new Source(MediaSource.of(written.toByteArray()), null);
        }
        return body instanceof InputStream stream ? new Source(StreamBody.of(stream, exchange, files), null) : null;
    }

    /** The file name: from the header, otherwise from the file, otherwise from a consumer's header. */
    private static @Nullable String name(Message message, @Nullable String ownName) {
        String given = text(message, Whatsapp360Constants.FILE_NAME);
        if (given != null) {
            return given;
        }
        return ownName == null ? text(message, Exchange.FILE_NAME) : ownName;
    }

    /** The charset of text: from the exchange, otherwise UTF-8; never the platform default. */
    private static Charset charset(Exchange exchange) {
        String name = ExchangeHelper.getCharsetName(exchange, false);
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            throw new InvalidMessageException(Exchange.CHARSET_NAME + " is not a charset supported by Java", unknown);
        }
    }

    private static @Nullable String text(Message message, String header) {
        String value = message.getHeader(header, String.class);
        return value == null || value.isBlank() ? null : value.strip();
    }

    @Override
    public String toString() {
        return "BodyFile[" + (upload == null ? "text" : upload) + "]";
    }
}
