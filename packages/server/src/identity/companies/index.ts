export { type BusinessSessions, isGuid, SESSION_MINUTES } from './business-sessions.ts';
export { type ClientChanges, LoginTaken, type NewClient } from './clients.ts';
export { CompanyAccess, type Entered } from './company-access.ts';
export { SETTINGS_BOUNDS } from './manager-settings.ts';
export type { ManagerChanges, NewManager } from './managers.ts';
export { OTP_MS } from './one-time-passwords.ts';
export type {
  AppEncoding,
  BearerKind,
  BusinessSession,
  Client,
  Company,
  Manager,
  ManagerRights,
  ManagerStatus,
  TradingApp,
} from './records.ts';
export type { StrategyVideo } from './strategy-videos.ts';
