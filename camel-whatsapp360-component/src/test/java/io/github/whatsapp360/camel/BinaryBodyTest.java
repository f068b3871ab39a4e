/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.simulator.ReceivedMessage;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The type and name under which bytes are sent, the same whatever carries them. */
class BinaryBodyTest extends SendsBytes {

    private static final byte[] OGG = latin("OggS\u0000\u0002\u0000\u0000\u0000\u0000OpusHead");
    private static final byte[] PDF = latin("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
    private static final byte[] UNKNOWN = unknownBinary();

    /** The beginning of a drawing, and then what no text has. */
    private static byte[] unknownBinary() {
        byte[] bytes = new byte[20_000];
        new Random(7).nextBytes(bytes);
        System.arraycopy(latin("AC1032\0\0\0\0"), 0, bytes, 0, 10);
        return bytes;
    }

    @ParameterizedTest
    @MethodSource("named")
    void unknownBinaryIsADocumentUnderItsName(Carrier carrier) throws Exception {
        for (String name : List.of("plan.dwg", "plan.own", "plan")) {
            Exchange sent = send(carrier, UNKNOWN, null, name);
            assertThat(sent.getException()).as(name).isNull();
        }

        assertThat(lena.awaitReceived(3, TestBed.LIMIT))
                .extracting(ReceivedMessage::type)
                .containsOnly("document");
        assertThat(lena.received().get(0).raw()).contains("\"filename\":\"plan.dwg\"");
        assertThat(lena.received()).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("nameless")
    void unknownBinaryWithoutANameIsRefused(Carrier carrier) throws Exception {
        Exchange sent = send(carrier, UNKNOWN, null, null);

        assertThat(sent.getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("CamelWhatsapp360MediaType");
        assertThat(lena.received()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("named")
    void binaryIsNoTextWhateverItsTypeOrNameSays(Carrier carrier) throws Exception {
        assertThat(send(carrier, UNKNOWN, "text/plain", "notes.txt").getException())
                .isNull();

        assertThat(only().type()).isEqualTo("document");
        assertThat(uploaded().get(1)).doesNotStartWith("text/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ID3 is a kind of tag",
                "GIF89a or GIF87a?",
                "Why ftypisom?",
                "The ftyp box",
                "xxxxftypheic",
                "OggS is a magic word",
                "#!AMR is another",
                "RIFF, as in WEBP or WAVE",
                "RIFFxxxxWEBPVP8 ",
                "BM means bitmap",
                "MM, II and PK"
            })
    void textThatBeginsLikeAFileIsText(String text) throws Exception {
        for (Carrier carrier : nameless().toList()) {
            send(carrier, text.getBytes(UTF_8), null, null);
        }

        assertThat(lena.awaitReceived(4, TestBed.LIMIT))
                .extracting(ReceivedMessage::text)
                .containsExactly(text, text, text, text);
    }

    @ParameterizedTest
    @CsvSource({
        "heic,image/heic,document",
        "heix,image/heic,document",
        "mif1,image/heic,document",
        "avif,image/avif,document",
        "'qt  ',video/quicktime,document",
        "isom,video/mp4,video",
        "mp42,video/mp4,video",
        "'M4V ',video/mp4,video",
        "'M4A ',audio/mp4,audio",
        "3gp4,video/3gpp,video",
        "'jp2 ',image/jp2,document"
    })
    void theBrandTellsPicturesFromFilms(String brand, String type, String kind) throws Exception {
        byte[] head = latin("\0\0\0\u0018ftyp" + brand + "\0\0\0\0" + "mif1" + "heic" + "\0\0\0\bmdat");
        for (Carrier carrier : nameless().toList()) {
            assertThat(send(carrier, head, null, null).getException()).isNull();
            assertThat(uploaded().get(1)).isEqualTo(type);
        }

        assertThat(lena.awaitReceived(3, TestBed.LIMIT))
                .extracting(ReceivedMessage::type)
                .containsOnly(kind);
    }

    @Test
    void thePictureOfAPhoneIsADocument() throws Exception {
        byte[] picture = HexFormat.of().parseHex("00000018667479706865696300000000" + "6d69663168656963");

        send(picture, Map.of());

        assertThat(only().type()).isEqualTo("document");
        assertThat(uploaded()).containsExactly("file.heic", "image/heic");
    }

    @ParameterizedTest
    @MethodSource("named")
    void aTypeThatSaysNothingNeverWins(Carrier carrier) throws Exception {
        List<@Nullable String> types = new ArrayList<>(List.of(
                "application/octet-stream",
                "binary/octet-stream",
                "pdf",
                "application/x-pdf name=b.pdf",
                "application/pdf, application/octet-stream",
                "application/force-download",
                "/",
                "image/*"));
        types.add(null);
        for (String type : types) {
            assertThat(send(carrier, PDF, type, "a.pdf").getException())
                    .as("%s", type)
                    .isNull();
            assertThat(uploaded()).as("%s", type).containsExactly("a.pdf", "application/pdf");
        }
        assertThat(lena.awaitReceived(types.size(), TestBed.LIMIT))
                .extracting(ReceivedMessage::type)
                .containsOnly("document");
    }

    @ParameterizedTest
    @MethodSource("named")
    void anAliasAndUnreadableParametersAreUnderstood(Carrier carrier) throws Exception {
        for (String type : List.of("image/jpg", "IMAGE/PJPEG", "image/jpeg; name=\"gr\u00fcn.jpg\"")) {
            assertThat(send(carrier, JPEG, type, "a").getException()).as(type).isNull();
            assertThat(uploaded().get(1)).as(type).isEqualTo("image/jpeg");
        }
    }

    @ParameterizedTest
    @MethodSource("named")
    void theBytesWinOverANameOrTypeThatContradictsThem(Carrier carrier) throws Exception {
        send(carrier, OGG, null, "voice-note.mp4");
        assertThat(uploaded()).containsExactly("file.ogg", "audio/ogg");

        send(carrier, OGG, "video/mp4", "voice.ogg");
        assertThat(uploaded()).containsExactly("file.ogg", "audio/ogg");

        send(carrier, PDF, "image/png", "scan.png");
        assertThat(uploaded()).containsExactly("scan.png.pdf", "application/pdf");
        assertThat(lena.awaitReceived(3, TestBed.LIMIT))
                .extracting(ReceivedMessage::type)
                .containsExactly("audio", "audio", "document");
    }

    @ParameterizedTest
    @MethodSource("named")
    void theMostSpecificTypeThatAgreesWithTheBytesWins(Carrier carrier) throws Exception {
        byte[] zip = latin("PK\u0003\u0004\u0014\0\u0006\0");
        String docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

        send(carrier, zip, "application/zip", "letter.docx");
        assertThat(uploaded()).containsExactly("letter.docx", docx);
        send(carrier, zip, docx, "letter");
        assertThat(uploaded()).containsExactly("letter", docx);
        send(carrier, zip, "text/plain", "letter");
        assertThat(uploaded()).containsExactly("letter", "application/zip");
        send(carrier, latin("a,b\n1,2\n"), "text/plain", "table.csv");
        assertThat(uploaded()).containsExactly("table.csv", "text/csv");
    }

    @ParameterizedTest
    @MethodSource("named")
    void whatIsNoDocumentIsUploadedUnderANameThatFitsItsType(Carrier carrier) throws Exception {
        send(carrier, OGG, "audio/ogg", "voice-note.mp4");
        assertThat(uploaded()).containsExactly("file.ogg", "audio/ogg");

        send(carrier, JPEG, null, "photo");
        assertThat(uploaded()).containsExactly("file.jpg", "image/jpeg");
    }
}
