/** Who takes part in copy trading besides the core's integers. Times are wall time, ms UTC. */

/** 0 new, 1 ok, 2 deleted, 3 and above: errors. */
export type CompanyStatus = 0 | 1 | 2 | 3;

/** A company that runs copy trading for its clients; its children belong to it. */
export interface Company {
  readonly id: number;
  /** null: the root of a tree. */
  readonly parent: number | null;
  readonly name: string;
  readonly url: string;
  readonly demo: boolean;
  readonly status: CompanyStatus;
  readonly createdAt: number;
}

/** 0 new, 1 active, 2 disabled for a while, 3 disabled and hidden, 4 deleted. */
export type ManagerStatus = 0 | 1 | 2 | 3 | 4;

/** Somebody who steers companies. What he may do is kept for each company apart (`ManagerRights`). */
export interface Manager {
  readonly id: number;
  /** The company in which he was made. */
  readonly company: number;
  /** Unique over the installation, in lower case. */
  readonly login: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly mobile: string;
  readonly comment: string;
  /** Text of a number, or empty. */
  readonly tag: string;
  readonly status: ManagerStatus;
}

/** What one manager may do in one company: names of methods. */
export interface ManagerRights {
  readonly manager: number;
  readonly company: number;
  readonly methods: ReadonlySet<string>;
  readonly updatedAt: number;
}

/** A trader or investor of a company; the core knows his wallet under this id. */
export interface Client {
  readonly id: number;
  readonly company: number;
  /** Unique over the installation, in lower case. */
  readonly login: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly mobile: string;
  readonly language: string;
  readonly country: string;
  readonly comment: string;
  /** Text of a number, or empty. */
  readonly tag: string;
  readonly test: boolean;
  /** A client who is not enabled can neither come in nor invest; what runs goes on. */
  readonly enabled: boolean;
  readonly partnerReference: string;
  /** Stream and A-book share of new strategies; null: those of the company. The share is in ten-thousandths. */
  readonly defaultStream: number | null;
  readonly defaultHedge: number | null;
  readonly registeredAt: number;
}

/** What the bearer of a session is. */
export type BearerKind = 'manager' | 'client';

/** A session as it is kept: the token itself is known to the caller alone. */
export interface BusinessSession {
  readonly tokenHash: string;
  readonly kind: BearerKind;
  /** Id of the manager or client. */
  readonly bearer: number;
  readonly company: number;
  readonly createdAt: number;
  /** It ends this long after its last use, 1 … 1 440 minutes. */
  readonly minutes: number;
  lastActivityAt: number;
}

/** How a program that sends signals reads answers: one byte a character, or two behind a byte-order mark. */
export type AppEncoding = 'utf-8' | 'utf-16le';

/** A program that sends signals, known by its application token. */
export interface TradingApp {
  readonly token: string;
  readonly version: string;
  readonly newest: string;
  /** 0 none, 1 minor … 5 critical. */
  readonly importance: number;
  readonly encoding: AppEncoding;
}
