package io.suture.engine.format.xml;

/// An element's or attribute's name: two are the same when namespace and local name are, whatever the prefix.
///
/// @param uri   the namespace, or empty
/// @param local the name within it
record QName(String uri, String local) {
    static final String XSD = "http://www.w3.org/2001/XMLSchema";
    static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    static final String XML = "http://www.w3.org/XML/1998/namespace";

    /// Reads `{uri}local`, or a name without namespace.
    static QName parse(String text) {
        int end = text.startsWith("{") ? text.indexOf('}') : -1;
        return end < 0 ? new QName("", text) : new QName(text.substring(1, end), text.substring(end + 1));
    }

    @Override
    public String toString() {
        return uri.isEmpty() ? local : "{" + uri + "}" + local;
    }
}
