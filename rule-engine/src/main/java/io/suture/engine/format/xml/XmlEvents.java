package io.suture.engine.format.xml;

import io.suture.engine.report.Problem;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// A document while it is read, and what is refused in every one: document types, before anything in them is looked at,
/// entities, and nesting without end.
final class XmlEvents {
    private final XMLStreamReader xml;
    private final int maximumDepth;
    private final Consumer<Problem> problems;
    private int depth;
    private boolean leftOut;

    private XmlEvents(XMLStreamReader xml, int maximumDepth, Consumer<Problem> problems) {
        this.xml = xml;
        this.maximumDepth = maximumDepth;
        this.problems = problems;
    }

    /// What ends the reading, said where it happened.
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// What is made of a document.
    interface Reading<T> {
        T of(XmlEvents events) throws XMLStreamException;
    }

    /// Empty, after an error Problem with its place, for what is not to be read.
    static <T> Optional<T> read(byte[] bytes, int maximumDepth, Consumer<Problem> problems, Reading<T> reading) {
        try {
            return Optional.of(reading.of(new XmlEvents(XmlInput.read(bytes), maximumDepth, problems)));
        } catch (Refused refused) {
            // Its Problem is told already.
            return Optional.empty();
        } catch (XMLStreamException broken) {
            boolean undecoded = broken.getNestedException() instanceof CharacterCodingException
                    || broken.getNestedException() instanceof IllegalArgumentException;
            problems.accept(Problem.error(
                    undecoded ? "not-decoded" : "not-xml",
                    broken.getLocation() == null
                            ? ""
                            : "line " + broken.getLocation().getLineNumber() + ", column "
                                    + broken.getLocation().getColumnNumber(),
                    undecoded
                            ? "The message is not written in the character set that it names, or in UTF-8 where it names none."
                            : "The XML breaks off or is not well formed here."));
            return Optional.empty();
        }
    }

    XMLStreamReader xml() {
        return xml;
    }

    Refused refuse(String code, String why) {
        problems.accept(Problem.error(code, XmlInput.place(xml), why));
        return new Refused();
    }

    /// At the start of an element.
    void enter() {
        if (++depth > maximumDepth) {
            throw refuse("too-deep", "Elements are nested more than " + maximumDepth + " deep.");
        }
    }

    /// At the end of an element.
    void leave() {
        depth--;
    }

    /// What is neither element nor text.
    void aside(int event) {
        switch (event) {
            case XMLStreamConstants.DTD ->
                throw refuse("dtd-refused", "A document type stands here. It may hide anything, so none is taken.");
            case XMLStreamConstants.ENTITY_REFERENCE ->
                throw refuse("entity-refused", "An entity stands here that XML itself does not have.");
            case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {
                if (!leftOut) {
                    leftOut = true;
                    problems.accept(Problem.info(
                            "comment-left-out",
                            XmlInput.place(xml),
                            "Comments and processing instructions say nothing to a mapping. They are left out."));
                }
            }
            default -> {}
        }
    }
}
