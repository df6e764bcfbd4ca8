import { z } from 'zod';

// Before any schema is made: the policy of the page lets nothing compile code, and zod would try.
z.config({ jitless: true });
