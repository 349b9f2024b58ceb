export { ACCOUNT_MODES, type AccountMode } from './account-modes.ts';
export { type BridgeAccess, newBridgeSecrets } from './bridge-accesses.ts';
export { BROKER_TOKEN_KINDS, type BrokerToken, type BrokerTokenKind, type NewBrokerToken } from './broker-tokens.ts';
export * from './companies/index.ts';
export { DrawnPassword, type Password, passwordText } from './drawn-password.ts';
export { Identity, type IdentityOptions, openIdentity, type SignedIn, type StatementWriter } from './identity.ts';
export type { RefusalReason, Refused } from './login-refusal.ts';
export { type Caller, IdentityError, type NewPerson, type Person, type Role } from './person.ts';
export { ALL_RIGHTS, BRIDGE_RIGHTS, KEY_RIGHTS, RIGHTS, type Right } from './rights.ts';
export { IDENTITY_SCHEMA } from './schema.ts';
export { SESSION_MS } from './sessions.ts';
export {
  ALL_SIGNING_PERMISSIONS,
  type NewSigningKey,
  SIGNING_PERMISSIONS,
  type SigningKey,
  type SigningPermission,
  signingPermission,
} from './signing-keys.ts';
export type { StoredKey } from './stored.ts';
export { openVault, VAULT_FILE, Vault, VaultError } from './vault.ts';
