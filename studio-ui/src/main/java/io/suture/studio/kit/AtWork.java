package io.suture.studio.kit;

/// A view that needs the width: the navigation folds to its icons while it is open.
public interface AtWork {}
