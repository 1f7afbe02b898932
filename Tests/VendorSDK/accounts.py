"""The ways in which the vendor's SDK proves who it is."""
from huaweicloudsdkcore.auth.credentials import BasicCredentials, GlobalCredentials
from huaweicloudsdkiam.v3 import (
    AgencyTokenAssumerole, AgencyTokenAuth, AgencyTokenIdentity, AgencyTokenScope,
    AgencyTokenScopeProject, AuthScope, AuthScopeProject, CreateTemporaryAccessKeyByTokenRequest,
    CreateTemporaryAccessKeyByTokenRequestBody, IamClient, IdentityToken,
    KeystoneCreateAgencyTokenRequest, KeystoneCreateAgencyTokenRequestBody,
    KeystoneCreateUserTokenByPasswordRequest, KeystoneCreateUserTokenByPasswordRequestBody,
    PwdAuth, PwdIdentity, PwdPassword, PwdPasswordUser, PwdPasswordUserDomain, TokenAuth,
    TokenAuthIdentity,
)


def with_token(token, project_id):
    """A token in place of a signature, as callers of the SDK add it: it takes no class but its own."""
    credentials = BasicCredentials("unused", "unused", project_id)
    sign = credentials.sign_request

    def carry(request):
        request.header_params["X-Auth-Token"] = token
        # The SDK leaves a request that has this field unsigned.
        request.header_params["Authorization"] = ""
        return sign(request)

    credentials.sign_request = carry
    return credentials


def iam(known, credentials=None):
    credentials = credentials or GlobalCredentials(known["ak"], known["sk"], known["domain_id"])
    return IamClient.new_builder() \
        .with_credentials(credentials).with_endpoint(known["endpoint"]).build()


def password_token(known):
    user = PwdPasswordUser(
        domain=PwdPasswordUserDomain(name=known["domain"]), name=known["user"],
        password=known["password"])
    body = KeystoneCreateUserTokenByPasswordRequestBody(auth=PwdAuth(
        identity=PwdIdentity(methods=["password"], password=PwdPassword(user=user)),
        scope=AuthScope(project=AuthScopeProject(name=known["project_name"]))))
    request = KeystoneCreateUserTokenByPasswordRequest(body=body)
    return iam(known).keystone_create_user_token_by_password(request).x_subject_token


def agency_token(known):
    role = AgencyTokenAssumerole(agency_name=known["agency"], domain_name=known["domain"])
    body = KeystoneCreateAgencyTokenRequestBody(auth=AgencyTokenAuth(
        identity=AgencyTokenIdentity(methods=["assume_role"], assume_role=role),
        scope=AgencyTokenScope(project=AgencyTokenScopeProject(id=known["project_id"]))))
    return iam(known).keystone_create_agency_token(
        KeystoneCreateAgencyTokenRequest(body=body)).x_subject_token


def temporary_key(known, token):
    body = CreateTemporaryAccessKeyByTokenRequestBody(auth=TokenAuth(
        identity=TokenAuthIdentity(methods=["token"], token=IdentityToken(id=token))))
    return iam(known).create_temporary_access_key_by_token(
        CreateTemporaryAccessKeyByTokenRequest(body=body)).credential


def keys(known):
    return BasicCredentials(known["ak"], known["sk"], known["project_id"])


def keys_without_project(known):
    """The SDK then asks IAM for the project of the region."""
    return BasicCredentials(known["ak"], known["sk"]).with_iam_endpoint(known["endpoint"])


def derived_keys(known):
    """Signatures with a key of one day, region and service."""
    credentials = keys(known).with_derived_predicate(lambda request: True)
    # Clients of services that ask for such keys say so themselves; these services take them too.
    credentials._process_derived_auth_params("hss", known["region"])
    return credentials


def temporary_keys(known):
    key = temporary_key(known, password_token(known))
    return BasicCredentials(key.access, key.secret, known["project_id"]) \
        .with_security_token(key.securitytoken)


def token(known):
    return with_token(password_token(known), known["project_id"])


def token_of_agency(known):
    return with_token(agency_token(known), known["project_id"])


ALL = {
    "keys": keys, "keys without a project": keys_without_project, "derived keys": derived_keys,
    "temporary keys": temporary_keys, "token": token, "token of an agency": token_of_agency,
}
