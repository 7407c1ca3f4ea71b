<?php
exit(mail(getenv("RECIPIENT"), getenv("SUBJECT"), "Hello.", "From: app@example.test") ? 0 : 1);
