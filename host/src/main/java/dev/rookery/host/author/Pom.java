package dev.rookery.host.author;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** As much of a {@code pom.xml} as can be said without Maven: values that stand in it. */
final class Pom {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]+)}");

    /** How many references one value may lead to; with more it counts as not known. */
    private static final int MOST_REFERENCES = 16;

    private final Element project;

    private Pom(Element project) {
        this.project = project;
    }

    static Pom read(Path file) throws ProjectException {
        try (InputStream in = Files.newInputStream(file)) {
            return new Pom(parser().parse(in).getDocumentElement());
        } catch (SAXException | IOException e) {
            throw new ProjectException(file + ": " + e.getMessage() + " (expected: the POM of a Maven project)");
        }
    }

    /** Reads nothing but the file itself, and prints nothing. */
    private static DocumentBuilder parser() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder parser = factory.newDocumentBuilder();
            parser.setErrorHandler(new DefaultHandler());
            return parser;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's own XML parser knows these features", e);
        }
    }

    /** A property; empty if it is not set here or refers to what is not. */
    String property(String name) {
        return child(project, "properties")
                .flatMap(properties -> child(properties, name))
                .map(Pom::text)
                .map(this::resolved)
                .orElse("");
    }

    /** The project's version, also when its parent has it; {@code 0.0.0} when neither says it plainly. */
    String version() {
        String version = versionElement().map(Pom::text).map(this::resolved).orElse("");
        return version.isEmpty() ? "0.0.0" : version;
    }

    String description() {
        return child(project, "description").map(Pom::text).orElse("");
    }

    /** Puts values for references, one after the other; empty when one is not known here, or they go in a circle. */
    private String resolved(String value) {
        String result = value;
        for (int i = 0; i < MOST_REFERENCES; i++) {
            Matcher matcher = REFERENCE.matcher(result);
            if (!matcher.find()) {
                return result;
            }
            Optional<Element> known = matcher.group(1).equals("project.version")
                    ? versionElement()
                    : child(project, "properties").flatMap(properties -> child(properties, matcher.group(1)));
            if (known.isEmpty()) {
                return "";
            }
            result = matcher.replaceFirst(Matcher.quoteReplacement(text(known.get())));
        }
        return "";
    }

    private Optional<Element> versionElement() {
        return child(project, "version").or(() -> child(project, "parent").flatMap(parent -> child(parent, "version")));
    }

    private static String text(Element element) {
        return element.getTextContent().strip();
    }

    private static Optional<Element> child(Element parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }
}
