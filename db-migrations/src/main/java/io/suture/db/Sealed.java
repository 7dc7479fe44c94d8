package io.suture.db;

/// What stands in the row instead of the payload: the columns `key_id`, `nonce` and `ciphertext`.
///
/// @param keyId      the data key, by its number in `runtime.vault_key`
/// @param nonce      12 random bytes, never used twice
/// @param ciphertext the compressed payload under AES-256-GCM, its 16-byte tag last
public record Sealed(int keyId, byte[] nonce, byte[] ciphertext) {}
