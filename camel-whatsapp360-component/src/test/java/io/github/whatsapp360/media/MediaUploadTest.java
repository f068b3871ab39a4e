/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file is, and whether WhatsApp takes it. */
class MediaUploadTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\\u00ff\\u00d8\\u00ff\\u00e0|image/jpeg|IMAGE",
                "\\u0089PNG\\r\\n\\u001a\\n|image/png|IMAGE",
                "RIFF\\u0001\\u0000xxWEBPVP8 |image/webp|STICKER",
                "\\u0000\\u0000\\u0000\\u0010ftypisom|video/mp4|VIDEO",
                "\\u0000\\u0000\\u0000\\u0010ftyp3gp4|video/3gpp|VIDEO",
                "\\u0000\\u0000\\u0000\\u0010ftypM4A |audio/mp4|AUDIO",
                "OggS\\u0000\\u0002|audio/ogg|AUDIO",
                "ID3\\u0003\\u0000|audio/mpeg|AUDIO",
                "\\u00ff\\u00fbxx|audio/mpeg|AUDIO",
                "\\u00ff\\u00f1xx|audio/aac|AUDIO",
                "#!AMR\\n\\u0004|audio/amr|AUDIO",
                "%PDF-1.7|application/pdf|DOCUMENT",
                "GIF89a\\u0001\\u0000|image/gif|DOCUMENT",
                "PK\\u0003\\u0004|application/zip|DOCUMENT"
            })
    void theFirstBytesTellTheType(String start, String type, MediaKind kind) throws IOException {
        MediaSource source = MediaSource.of(unescaped(start).getBytes(ISO_8859_1));

        MediaUpload upload = MediaUpload.of(source, null, null).orElseThrow();

        assertThat(upload.mimeType()).isEqualTo(type);
        assertThat(upload.kind()).isEqualTo(kind);
        assertThat(upload.fileName()).startsWith("file.");
    }

    @Test
    void whatIsToldWinsOverTheNameUnlessTheBytesContradictIt() throws IOException {
        MediaSource pdf = MediaSource.of("%PDF-1.7".getBytes(ISO_8859_1));
        MediaSource unknown = MediaSource.of(new byte[] {1, 2, 3});

        assertThat(MediaUpload.of(unknown, "image/png", "a.jpg").orElseThrow().mimeType())
                .isEqualTo("image/png");
        assertThat(MediaUpload.of(unknown, null, "a.JPG").orElseThrow().mimeType())
                .isEqualTo("image/jpeg");
        assertThat(MediaUpload.of(pdf, "image/png", "a.jpg").orElseThrow().mimeType())
                .isEqualTo("application/pdf");
        assertThat(MediaUpload.of(pdf, "application/octet-stream", "a.unknown")
                        .orElseThrow()
                        .mimeType())
                .isEqualTo("application/pdf");
        assertThat(MediaUpload.of(MediaSource.of("Hello".getBytes(ISO_8859_1)), null, null))
                .isEmpty();
    }

    @Test
    void textIsToldFromWhatIsNone() {
        String cutInTheMidst = "a".repeat(MediaKind.HEADER_SIZE - 1) + "ä";

        assertThat(MediaTypes.isText("Read me\r\n\tחשבון 🎉".getBytes(UTF_8))).isTrue();
        assertThat(MediaTypes.isText(Arrays.copyOf(cutInTheMidst.getBytes(UTF_8), MediaKind.HEADER_SIZE)))
                .isTrue();
        assertThat(MediaTypes.isText(new byte[0])).isFalse();
        assertThat(MediaTypes.isText(new byte[] {'a', 0, 'b'})).isFalse();
        assertThat(MediaTypes.isText("ä".getBytes(ISO_8859_1))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "image/jpeg,5242880",
        "video/mp4,16777216",
        "audio/ogg,16777216",
        "image/webp,102400",
        "application/pdf,104857600"
    })
    void theLargestPassesAndOneByteMoreDoesNot(String type, int largest) {
        MediaUpload fits = new MediaUpload(MediaSource.of(new byte[largest]), type, "a");
        MediaUpload tooLarge = new MediaUpload(MediaSource.of(new byte[largest + 1]), type, "a");

        assertThatCode(fits::check).doesNotThrowAnyException();
        assertThatThrownBy(tooLarge::check)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(Integer.toString(largest), Integer.toString(largest + 1));
    }

    @Test
    void aMovingStickerMayBeLarger() {
        byte[] moving = new byte[500 << 10];
        System.arraycopy("RIFFxxxxWEBPVP8Xxxxx\u0002".getBytes(ISO_8859_1), 0, moving, 0, 21);

        assertThatCode(new MediaUpload(MediaSource.of(moving), "image/webp", "a")::check)
                .doesNotThrowAnyException();
    }

    @Test
    void aTypeThatIsNoneCannotBreakTheRequest() {
        assertThatThrownBy(() -> new MediaUpload(MediaSource.of(new byte[1]), "image/jpeg\r\nX-Evil: 1", "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("Evil");
    }

    @Test
    void aStreamIsKnownAgainByItsContentAndRefusedWhenItIsTooLong() throws IOException {
        try (MediaSource one = MediaSource.spool(new ByteArrayInputStream("same".getBytes(ISO_8859_1)), 4);
                MediaSource other = MediaSource.spool(new ByteArrayInputStream("same".getBytes(ISO_8859_1)), 4)) {
            assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
        assertThatThrownBy(() -> MediaSource.spool(new ByteArrayInputStream(new byte[5]), 4))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The escapes of a cell of the table above. */
    private static String unescaped(String cell) {
        return Pattern.compile("\\\\u([0-9a-f]{4})")
                .matcher(cell)
                .replaceAll(
                        match -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 16))))
                .translateEscapes();
    }
}
