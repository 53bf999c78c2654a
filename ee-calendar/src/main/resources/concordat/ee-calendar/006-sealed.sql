-- Where tokens lie sealed, so that a rotation of the keys finds them.
SELECT concordat_sealed('google_calendar_provider_config', 'refresh_token', 'provider_id');
SELECT concordat_sealed('google_calendar_provider_config', 'access_token', 'provider_id');
SELECT concordat_sealed('microsoft_calendar_provider_config', 'refresh_token', 'provider_id');
SELECT concordat_sealed('microsoft_calendar_provider_config', 'access_token', 'provider_id');
