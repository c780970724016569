//! Signatures that others have published: what this browser computes is what the standards mean.
//!
//! RFC 7515 (appendix A) has HS256, RS256 and ES256 and RFC 8037 (appendix A.4) `EdDSA`; RFC 4231 (§4.3) has the
//! longer HMACs and RFC 6979 (A.2.6) ES384. The longer RSA hashes and PS256 are from the examples of jwt.io.

use client::lesson::crypto::{Alg, Key};
use serde_json::{Map, Value};
use shared::compact::from_base64url;
use wasm_bindgen_test::wasm_bindgen_test as test;

/// RFC 7515, A.2.1.
const RFC_7515_MODULUS: &str = "\
    ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SF\
    d2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo\
    7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkM\
    Ls91kzk2PAcDTW9gb54h4FRWyuXpoQ";
/// The public key of the examples of jwt.io.
const JWT_IO_MODULUS: &str = "\
    u1SU1LfVLPHCozMxH2Mo4lgOEePzNm0tRgeLezV6ffAt0gunVTLw7onLRnrq0_IzW7yWR7QkrmBL7jTKEn5u-qKhbwKfBstIs-bMY2Zk\
    p18gnTxKLxoS2tFczGkPLPgizskuemMghRniWaoLcyehkd3qqGElvW_VDL5AaWTg0nLVkjRo9z-40RQzuVaE8AkAFmxZzow3x-VJYKdj\
    ykkJ0iT9wCS0DRTXu269V264Vf_3jvredZiKRkgwlL9xNAwxXFg0x_XFw005UWVRIkdgcKWTjpBP2dPwVZ4WWC-9aGVd-Gyn1o0CLelf\
    4rEjGoXbAAEgAqeGUxrcIlbjXfbcmw";
/// The claims of RFC 7515, A.1.
const JOE: &str = "\
    eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
/// The claims of jwt.io.
const JOHN: &str = "\
    eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiYWRtaW4iOnRydWUsImlhdCI6MTUxNjIzOTAyMn0";

struct Vector {
    alg: Alg,
    jwk: String,
    signed: String,
    signature: &'static str,
}

fn secrets_and_rsa() -> Vec<Vector> {
    vec![
        Vector {
            alg: Alg::Hs256,
            jwk: oct(
                "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
            ),
            signed: format!("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.{JOE}"),
            signature: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
        },
        Vector {
            alg: Alg::Hs384,
            jwk: oct("SmVmZQ"),
            signed: "what do ya want for nothing?".into(),
            signature: "r0XS43ZIQDFhf3jStYprG5x-9GT1oBtH5C7Dc2MiRF6OIkDKXmnix4syOez6shZJ",
        },
        Vector {
            alg: Alg::Hs512,
            jwk: oct("SmVmZQ"),
            signed: "what do ya want for nothing?".into(),
            signature: "Fkt6e_z4GeLjlfvnO1bgo4e9ZCIugx_WECcM1-olBVSXWL91wFqZSm0DT2X48Ob9yuqxo01Ka0tjbgcKOLznNw",
        },
        Vector {
            alg: Alg::Rs256,
            jwk: rsa(RFC_7515_MODULUS),
            signed: format!("eyJhbGciOiJSUzI1NiJ9.{JOE}"),
            signature: "\
                cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W\
                2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkS\
                jtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnv\
                Wh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw",
        },
        Vector {
            alg: Alg::Rs384,
            jwk: rsa(JWT_IO_MODULUS),
            signed: format!("eyJhbGciOiJSUzM4NCIsInR5cCI6IkpXVCJ9.{JOHN}"),
            signature: "\
                o1hC1xYbJolSyh0-bOY230w22zEQSk5TiBfc-OCvtpI2JtYlW-23-8B48NpATozzMHn0j3rE0xVUldxShzy0xeJ7\
                vYAccVXu2Gs9rnTVqouc-UZu_wJHkZiKBL67j8_61L6SXswzPAQu4kVDwAefGf5hyYBUM-80vYZwWPEpLI8K4yCB\
                sF6I9N1yQaZAJmkMp_Iw371Menae4Mp4JusvBJS-s6LrmG2QbiZaFaxVJiW8KlUkWyUCns8-qFl5OMeYlgGFsyvv\
                SHvXCzQrsEXqyCdS4tQJd73ayYA4SPtCb9clz76N1zE5WsV4Z0BYrxeb77oA7jJhh994RAPzCG0hmQ",
        },
        Vector {
            alg: Alg::Rs512,
            jwk: rsa(JWT_IO_MODULUS),
            signed: format!("eyJhbGciOiJSUzUxMiIsInR5cCI6IkpXVCJ9.{JOHN}"),
            signature: "\
                jYW04zLDHfR1v7xdrW3lCGZrMIsVe0vWCfVkN2DRns2c3MN-mcp_-RE6TN9umSBYoNV-mnb31wFf8iun3fB6aDS6\
                m_OXAiURVEKrPFNGlR38JSHUtsFzqTOj-wFrJZN4RwvZnNGSMvK3wzzUriZqmiNLsG8lktlEn6KA4kYVaM61_Npm\
                PHWAjGExWv7cjHYupcjMSmR8uMTwN5UuAwgW6FRstCJEfoxwb0WKiyoaSlDuIiHZJ0cyGhhEmmAPiCwtPAwGeaL1\
                yZMcp0p82cpTQ5Qb-7CtRov3N4DcOHgWYk6LomPR5j5cCkePAz87duqyzSMpCB0mCOuE3CU2VMtGeQ",
        },
        Vector {
            alg: Alg::Ps256,
            jwk: rsa(JWT_IO_MODULUS),
            signed: format!("eyJhbGciOiJQUzI1NiIsInR5cCI6IkpXVCJ9.{JOHN}"),
            signature: "\
                iOeNU4dAFFeBwNj6qdhdvm-IvDQrTa6R22lQVJVuWJxorJfeQww5Nwsra0PjaOYhAMj9jNMO5YLmud8U7iQ5gJK2\
                zYyepeSuXhfSi8yjFZfRiSkelqSkU19I-Ja8aQBDbqXf2SAWA8mHF8VS3F08rgEaLCyv98fLLH4vSvsJGf6ueZSL\
                KDVXz24rZRXGWtYYk_OYYTVgR1cg0BLCsuCvqZvHleImJKiWmtS0-CymMO4MMjCy_FIl6I56NqLE9C87tUVpo1mT\
                -kbg5cHDD8I7MjCW5Iii5dethB4Vid3mZ6emKjVYgXrtkOQ-JyGMh6fnQxEFN1ft33GX2eRHluK9eg",
        },
    ]
}

fn curves() -> Vec<Vector> {
    vec![
        Vector {
            alg: Alg::Es256,
            jwk: ec(
                "P-256",
                "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
            ),
            signed: format!("eyJhbGciOiJFUzI1NiJ9.{JOE}"),
            signature: "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
        },
        Vector {
            alg: Alg::Es384,
            jwk: ec(
                "P-384",
                "7DpOQVtOGaRWhhgCn0J_pdqai8SukuAuBqrlKGswDGTe-PDqkFWGYGSiVFFUgLwT",
                "gBXZty19VyROqO-awMYhiWcIpZNn-d-59UyoSz8cnbEoiyMcOuDU_nNE_SUzJkcg",
            ),
            signed: "sample".into(),
            signature: "\
                lO27kqXsuKrUc25WxpGRaz-IFAZmzp-nPWTE6pWtEzyBpkgVLkSs-W423R6A-r5Gme9K6xXxeM6h_kDbJgMTjxMO\
                dAoZYkUmIDtjUdCjqU-jKcFFeG5nnnuCxxo4YorI",
        },
        Vector {
            alg: Alg::EdDsa,
            jwk:
                r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#
                    .into(),
            signed: "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc".into(),
            signature: "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg",
        },
    ]
}

#[test]
async fn what_others_have_signed_is_right_and_with_another_bit_it_is_wrong() {
    for vector in secrets_and_rsa().into_iter().chain(curves()) {
        let Vector { alg, signed, .. } = &vector;
        let jwk: Map<String, Value> = serde_json::from_str(&vector.jwk).expect("it is JSON");
        let key = Key::jwk(*alg, &jwk).await.expect("it is a key");
        let mut signature = from_base64url(vector.signature).expect("it is base64url");
        let right = key.verify(&signature, signed.as_bytes()).await;
        assert_eq!(right, Ok(true), "{alg:?}");
        let other = key.verify(&signature, b"another").await;
        assert_eq!(other, Ok(false), "{alg:?}");
        signature[20] ^= 1;
        let flipped = key.verify(&signature, signed.as_bytes()).await;
        assert_eq!(flipped, Ok(false), "{alg:?}");
    }
}

fn oct(k: &str) -> String {
    format!(r#"{{"kty":"oct","k":"{k}"}}"#)
}

fn rsa(n: &str) -> String {
    format!(r#"{{"kty":"RSA","n":"{n}","e":"AQAB"}}"#)
}

fn ec(crv: &str, x: &str, y: &str) -> String {
    format!(r#"{{"kty":"EC","crv":"{crv}","x":"{x}","y":"{y}"}}"#)
}
