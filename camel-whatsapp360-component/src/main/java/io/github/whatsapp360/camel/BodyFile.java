package io.github.whatsapp360.camel;

import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.media.MediaKind;
import io.github.whatsapp360.media.MediaSource;
import io.github.whatsapp360.media.MediaTypes;
import io.github.whatsapp360.media.MediaUpload;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.converter.stream.FileInputStreamCache;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Finds the file that a body is: a file, a path, bytes or a stream, whose type is told by a header, by its name, or by its
 * first bytes.
 *
 * <p>Confined to one message.
 */
final class BodyFile {

    /** A property of the exchange: the streams of a list, by themselves, and what was read of them. */
    private static final String KEPT_STREAMS = "CamelWhatsapp360KeptStreams";

    private static final long LONGEST_STREAM = MediaKind.DOCUMENT.maximum(new byte[0]);

    private final @Nullable String type;
    private final @Nullable String name;

    private BodyFile(@Nullable String type, @Nullable String name) {
        this.type = type;
        this.name = name;
    }

    /** The file that a message's body is; null if it is none, or its type is not known. */
    static @Nullable MediaUpload of(Message message) {
        String type = text(message, Whatsapp360Constants.MEDIA_TYPE);
        String name = text(message, Whatsapp360Constants.FILE_NAME);
        Object body = message.getBody();
        if (body instanceof InputStream stream && !(body instanceof StreamCache) && !stream.markSupported()) {
            body = new BufferedInputStream(stream);
            message.setBody(body);
        }
        if (name == null && !(body instanceof File) && !(body instanceof Path)) {
            name = text(message, Exchange.FILE_NAME);
        }
        return new BodyFile(type, name).in(body);
    }

    /** The file that an element of a list is; the headers are not about it. */
    static @Nullable MediaUpload of(Object element) {
        return new BodyFile(null, null).in(element);
    }

    /**
     * The elements of a list, with streams that a redelivery can read again. They are kept beside the exchange's body, because a
     * redelivery begins with the body that was there first.
     */
    static List<?> rereadable(List<?> elements, Message message) {
        if (elements.stream().noneMatch(BodyFile::isReadOnce)) {
            return elements;
        }
        IdentityHashMap<Object, StreamCache> streams = keptStreams(message.getExchange());
        List<@Nullable Object> kept = new ArrayList<>();
        for (Object element : elements) {
            if (isReadOnce(element)) {
                StreamCache again = streams.get(element);
                if (again == null) {
                    again = onDisk((InputStream) element, message.getExchange());
                    streams.put(element, again);
                }
                again.reset();
                kept.add(again);
            } else {
                kept.add(element);
            }
        }
        return kept;
    }

    /** Those of earlier attempts too, also of one that failed at a later element. */
    @SuppressWarnings("unchecked") // nobody else sets it
    private static IdentityHashMap<Object, StreamCache> keptStreams(Exchange exchange) {
        IdentityHashMap<Object, StreamCache> streams = exchange.getProperty(KEPT_STREAMS, IdentityHashMap.class);
        if (streams == null) {
            streams = new IdentityHashMap<>();
            exchange.setProperty(KEPT_STREAMS, streams);
        }
        return streams;
    }

    private static boolean isReadOnce(@Nullable Object element) {
        return element instanceof InputStream && !(element instanceof StreamCache);
    }

    /** On disk as long as the exchange, whatever Camel's own stream caching would do: an element may be a film. */
    private static StreamCache onDisk(InputStream stream, Exchange exchange) {
        try {
            MediaSource.Spooled file = MediaSource.spool(stream, LONGEST_STREAM);
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange done) {
                    file.close();
                }
            });
            return new FileInputStreamCache(file.file().toFile());
        } catch (IOException unreadable) {
            throw new InvalidMessageException("The file cannot be read", unreadable);
        } catch (IllegalArgumentException unfit) {
            throw new InvalidMessageException(String.valueOf(unfit.getMessage()), unfit);
        }
    }

    private @Nullable MediaUpload in(@Nullable Object body) {
        try {
            if (body instanceof WrappedFile<?> wrapped) {
                return wrapped.getFile() instanceof File local
                        ? file(local.toPath(), local.getName())
                        : in(wrapped.getBody());
            }
            if (body instanceof File local) {
                return file(local.toPath(), local.getName());
            }
            if (body instanceof Path path) {
                return file(path, String.valueOf(path.getFileName()));
            }
            if (body instanceof byte[] bytes) {
                return MediaUpload.of(MediaSource.of(bytes), type, name).orElse(null);
            }
            return body instanceof InputStream stream ? stream(stream) : null;
        } catch (IOException unreadable) {
            throw new InvalidMessageException("The file cannot be read", unreadable);
        } catch (IllegalArgumentException unfit) {
            throw new InvalidMessageException(String.valueOf(unfit.getMessage()), unfit);
        }
    }

    private @Nullable MediaUpload file(Path path, String ownName) throws IOException {
        return MediaUpload.of(MediaSource.of(path), type, name == null ? ownName : name)
                .orElse(null);
    }

    /** A stream is kept on disk, because it must be sent with its length; one that is text stays as it is. */
    private @Nullable MediaUpload stream(InputStream stream) throws IOException {
        String known = type == null ? MediaTypes.ofName(name) : type;
        if (known == null) {
            known = MediaTypes.ofContent(head(stream));
        }
        if (known == null) {
            return null;
        }
        MediaSource kept = MediaSource.spool(stream, LONGEST_STREAM);
        if (stream instanceof StreamCache cache) {
            cache.reset();
        }
        return new MediaUpload(kept, known, name == null ? "" : name);
    }

    /** Looks at the beginning without taking it from whoever reads the stream next. */
    private static byte[] head(InputStream stream) throws IOException {
        if (stream instanceof StreamCache cache) {
            byte[] head = stream.readNBytes(MediaKind.HEAD);
            cache.reset();
            return head;
        }
        if (!stream.markSupported()) {
            return new byte[0];
        }
        stream.mark(MediaKind.HEAD);
        byte[] head = stream.readNBytes(MediaKind.HEAD);
        stream.reset();
        return head;
    }

    private static @Nullable String text(Message message, String header) {
        String value = message.getHeader(header, String.class);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
