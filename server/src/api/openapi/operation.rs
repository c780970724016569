//! One operation of the interface, told in the words of this project and turned into OpenAPI. What
//! follows from what is told (who takes a body can refuse it, who takes a token can refuse that) is added
//! by itself.

use super::{
    answer::{failure, good, set_cookie},
    schema::text,
};
use serde_json::{Value, json};
use shared::{ProblemCode, api::Page};
use std::collections::BTreeMap;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        Content, HttpMethod, ObjectBuilder, Ref, RefOr, Required, ResponseBuilder,
        path::{Operation as Described, OperationBuilder, ParameterBuilder, ParameterIn},
        request_body::RequestBodyBuilder,
        schema::{ArrayBuilder, KnownFormat, Schema, SchemaFormat, Type},
        security::SecurityRequirement,
    },
};

/// The names of the security schemes.
pub(super) const BEARER: &str = "bearer";
pub(super) const ACCESS_COOKIE: &str = "access_cookie";
pub(super) const REFRESH_COOKIE: &str = "refresh_cookie";

/// Schemas that operations refer to, by name.
pub(super) type Schemas = BTreeMap<String, RefOr<Schema>>;

/// One operation.
pub struct Operation {
    pub(super) method: HttpMethod,
    pub(super) path: &'static str,
    pub(super) id: String,
    pub(super) schemas: Schemas,
    builder: OperationBuilder,
    problems: Vec<ProblemCode>,
}

impl Operation {
    /// `id` is for programs, `summary` for people.
    #[must_use]
    pub fn new(method: HttpMethod, path: &'static str, id: &str, summary: &str) -> Self {
        let changes = !matches!(method, HttpMethod::Get);
        let operation = Self {
            method,
            path,
            id: id.to_owned(),
            schemas: Schemas::new(),
            builder: OperationBuilder::new()
                .operation_id(Some(id))
                .summary(Some(summary)),
            problems: Vec::new(),
        };
        let operation = operation.fails(&[ProblemCode::Timeout, ProblemCode::Internal]);
        if changes {
            operation.fails(&[ProblemCode::CrossSite])
        } else {
            operation
        }
    }

    pub(super) fn tag(mut self, tag: &str) -> Self {
        self.builder = self.builder.tag(tag);
        self
    }

    /// What it does beyond its summary.
    #[must_use]
    pub fn describe(mut self, description: &str) -> Self {
        self.builder = self.builder.description(Some(description));
        self
    }

    /// It takes a JSON body.
    #[must_use]
    pub fn body<T: ToSchema>(mut self, example: Value) -> Self {
        let mut content = Content::new(Some(self.refer::<T>()));
        content.example = Some(example);
        let body = RequestBodyBuilder::new()
            .content("application/json", content)
            .required(Some(Required::True))
            .build();
        self.builder = self.builder.request_body(Some(body));
        self.fails(&[
            ProblemCode::MalformedBody,
            ProblemCode::UnsupportedMediaType,
            ProblemCode::BodyTooLarge,
            ProblemCode::InvalidField,
        ])
    }

    /// It reads the database.
    #[must_use]
    pub fn stores(self) -> Self {
        self.fails(&[ProblemCode::Unavailable])
    }

    /// It hashes a password.
    pub(super) fn hashes(self) -> Self {
        self.fails(&[
            ProblemCode::Busy,
            ProblemCode::Unavailable,
            ProblemCode::TooManyAttempts,
        ])
    }

    /// It wants an access token.
    #[must_use]
    pub fn signed_in(self) -> Self {
        self.wants(BEARER).wants(ACCESS_COOKIE).refuses_tokens()
    }

    /// It checks a token.
    #[must_use]
    pub fn refuses_tokens(self) -> Self {
        self.fails(&[
            ProblemCode::TokenMissing,
            ProblemCode::TokenRequestInvalid,
            ProblemCode::TokenInvalid,
            ProblemCode::TokenExpired,
            ProblemCode::SessionEnded,
            ProblemCode::CrossSite,
        ])
    }

    /// It wants the token of an admin.
    pub(super) fn admin(self) -> Self {
        self.signed_in()
            .stores()
            .fails(&[ProblemCode::InsufficientScope])
    }

    /// It reads the cookie with the refresh token.
    #[must_use]
    pub fn refresh_cookie(self) -> Self {
        self.wants(REFRESH_COOKIE)
    }

    /// It takes this, or another that it wants as well.
    #[must_use]
    pub fn wants(mut self, scheme: &str) -> Self {
        let scheme = SecurityRequirement::new(scheme, Vec::<String>::new());
        self.builder = self.builder.security(scheme);
        self
    }

    /// It does not ask where a request comes from.
    #[must_use]
    pub fn for_any_site(mut self) -> Self {
        self.problems.retain(|code| *code != ProblemCode::CrossSite);
        self
    }

    /// It can do without any of them.
    #[must_use]
    pub fn or_nothing(mut self) -> Self {
        self.builder = self.builder.security(SecurityRequirement::default());
        self
    }

    /// The rest of its path.
    #[must_use]
    pub fn rest(mut self, name: &str, description: &str) -> Self {
        let parameter = ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .description(Some(description))
            .schema(Some(text()));
        self.builder = self.builder.parameter(parameter);
        self.fails(&[ProblemCode::NotFound])
    }

    /// A header of the request.
    #[must_use]
    pub fn header(mut self, name: &str, schema: ObjectBuilder, description: &str) -> Self {
        let parameter = ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some(description))
            .schema(Some(schema));
        self.builder = self.builder.parameter(parameter);
        self.fails(&[ProblemCode::InvalidField])
    }

    /// An id in its path.
    pub(super) fn id(mut self, name: &str, description: &str) -> Self {
        let schema = text().pattern(Some("^[A-Za-z0-9_-]{22}$"));
        let parameter = ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .description(Some(description))
            .schema(Some(schema));
        self.builder = self.builder.parameter(parameter);
        self.fails(&[ProblemCode::NotFound])
    }

    /// A field of its query.
    pub(super) fn query(mut self, name: &str, schema: ObjectBuilder, description: &str) -> Self {
        let parameter = ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Query)
            .required(Required::False)
            .description(Some(description))
            .schema(Some(schema));
        self.builder = self.builder.parameter(parameter);
        self.fails(&[ProblemCode::InvalidField])
    }

    fn paged(self) -> Self {
        let limit = ObjectBuilder::new()
            .schema_type(Type::Integer)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int32)))
            .minimum(Some(1))
            .maximum(Some(100))
            .default(Some(json!(25)));
        self.query("limit", limit, "How many items.").query(
            "after",
            text(),
            "What the page before has as `next`.",
        )
    }

    /// A good answer with a body.
    #[must_use]
    pub fn answers<T: ToSchema>(self, status: u16, what: &str, example: Value) -> Self {
        self.answers_with::<T>(status, what, example, |response| response)
    }

    /// A list as the good answer, which is short enough for one.
    #[must_use]
    pub fn answers_list<T: ToSchema>(mut self, what: &str, example: &Value) -> Self {
        let items = ArrayBuilder::new().items(self.refer::<T>());
        let response = good(what, Schema::from(items).into(), json!([example])).build();
        self.builder = self.builder.response("200", response);
        self
    }

    /// A page of a list as the good answer.
    pub(super) fn answers_page<T: ToSchema>(mut self, example: &Value) -> Self {
        self.refer::<T>();
        // A name of its own for each list, because that of the type is the same for all.
        let name = format!("PageOf{}", T::name());
        self.schemas.insert(name.clone(), Page::<T>::schema());
        let page = json!({ "items": [example], "next": "WzE4MDAwMDAwMDAwMDAsImlkIl0" });
        let schema = Ref::from_schema_name(name).into();
        let response = good("A page of the list.", schema, page).build();
        self.builder = self.builder.response("200", response);
        self.paged()
    }

    /// A good answer with a body that sets cookies.
    #[must_use]
    pub fn answers_with_cookies<T: ToSchema>(self, what: &str, example: Value) -> Self {
        self.answers_with::<T>(200, what, example, set_cookie)
    }

    fn answers_with<T: ToSchema>(
        mut self,
        status: u16,
        what: &str,
        example: Value,
        more: impl FnOnce(ResponseBuilder) -> ResponseBuilder,
    ) -> Self {
        let response = good(what, self.refer::<T>(), example);
        self.builder = self
            .builder
            .response(status.to_string(), more(response).build());
        self
    }

    /// A good answer of another media type.
    #[must_use]
    pub fn answers_as(mut self, media_type: &str, what: &str, schema: ObjectBuilder) -> Self {
        let response = ResponseBuilder::new()
            .description(what)
            .content(media_type, Content::new(Some(Schema::from(schema))));
        self.builder = self.builder.response("200", response.build());
        self
    }

    /// A good answer without a body.
    #[must_use]
    pub fn answers_nothing(mut self, what: &str) -> Self {
        let response = ResponseBuilder::new().description(what);
        self.builder = self.builder.response("204", response.build());
        self
    }

    /// A good answer without a body that clears or sets cookies.
    pub(super) fn answers_cookies(mut self, what: &str) -> Self {
        let response = set_cookie(ResponseBuilder::new().description(what));
        self.builder = self.builder.response("204", response.build());
        self
    }

    /// Problems that it can answer with.
    #[must_use]
    pub fn fails(mut self, codes: &[ProblemCode]) -> Self {
        self.problems.extend(codes);
        self
    }

    /// The operation as OpenAPI has it.
    pub(super) fn build(self) -> Described {
        let mut by_status: BTreeMap<u16, Vec<ProblemCode>> = BTreeMap::new();
        for code in self.problems {
            let codes = by_status.entry(code.status()).or_default();
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        let mut builder = self.builder;
        for (status, codes) in by_status {
            builder = builder.response(status.to_string(), failure(&codes));
        }
        builder.build()
    }

    fn refer<T: ToSchema>(&mut self) -> RefOr<Schema> {
        let name = T::name().into_owned();
        let mut schemas = vec![(name.clone(), T::schema())];
        T::schemas(&mut schemas);
        self.schemas.extend(schemas);
        Ref::from_schema_name(name).into()
    }
}
