//! SHA-256 in Base64 (FIPS 180-4, RFC 4648), to hold the policy of a page against what it names.

/// The first 64 primes, from which the standard takes its constants.
fn primes() -> Vec<u64> {
    let is_prime = |n: &u64| (2..*n).all(|divisor| !n.is_multiple_of(divisor));
    (2..).filter(is_prime).take(64).collect()
}

/// The first 32 bits of the fraction of a root, by whole numbers alone.
fn fraction(prime: u64, root: u32) -> u32 {
    // The largest x with x^root <= prime * 2^(32 * root): the root with 32 binary places.
    let (mut low, mut high) = (0u128, 1u128 << 37);
    let limit = u128::from(prime) << (32 * root);
    while high - low > 1 {
        let middle = u128::midpoint(low, high);
        if middle.pow(root) <= limit {
            low = middle;
        } else {
            high = middle;
        }
    }
    (low & 0xffff_ffff) as u32
}

fn sha256(bytes: &[u8]) -> Vec<u8> {
    let primes = primes();
    let k: Vec<u32> = primes.iter().map(|prime| fraction(*prime, 3)).collect();
    let mut h: Vec<u32> = primes[..8]
        .iter()
        .map(|prime| fraction(*prime, 2))
        .collect();
    let mut padded = bytes.to_vec();
    padded.push(0x80);
    while padded.len() % 64 != 56 {
        padded.push(0);
    }
    padded.extend((bytes.len() as u64 * 8).to_be_bytes());
    for block in padded.chunks(64) {
        let mut w: Vec<u32> = block
            .chunks(4)
            .map(|word| u32::from_be_bytes(word.try_into().expect("four bytes")))
            .collect();
        for i in 16..64 {
            let s0 = w[i - 15].rotate_right(7) ^ w[i - 15].rotate_right(18) ^ (w[i - 15] >> 3);
            let s1 = w[i - 2].rotate_right(17) ^ w[i - 2].rotate_right(19) ^ (w[i - 2] >> 10);
            w.push(
                w[i - 16]
                    .wrapping_add(s0)
                    .wrapping_add(w[i - 7])
                    .wrapping_add(s1),
            );
        }
        let mut v = h.clone();
        for i in 0..64 {
            let s1 = v[4].rotate_right(6) ^ v[4].rotate_right(11) ^ v[4].rotate_right(25);
            let choice = (v[4] & v[5]) ^ (!v[4] & v[6]);
            let t1 = [s1, choice, k[i], w[i]]
                .into_iter()
                .fold(v[7], u32::wrapping_add);
            let s0 = v[0].rotate_right(2) ^ v[0].rotate_right(13) ^ v[0].rotate_right(22);
            let majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
            v.pop();
            v[3] = v[3].wrapping_add(t1);
            v.insert(0, t1.wrapping_add(s0).wrapping_add(majority));
        }
        for (sum, part) in h.iter_mut().zip(v) {
            *sum = sum.wrapping_add(part);
        }
    }
    h.iter().flat_map(|word| word.to_be_bytes()).collect()
}

/// The SHA-256 of some bytes in Base64.
pub fn sha256_base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut written = String::new();
    for chunk in sha256(bytes).chunks(3) {
        let bits = chunk
            .iter()
            .fold(0u32, |bits, byte| bits << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for at in 0..4 {
            if at <= chunk.len() {
                written.push(LETTERS[(bits >> (18 - 6 * at) & 63) as usize] as char);
            } else {
                written.push('=');
            }
        }
    }
    written
}
