"""dbt-duckdb plugin for what SQL cannot do with files: copy, rename, remove, and read odd ones.

The work is done in `publishing` (of marts and campaign lists) and `converting` (of input files).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from dbt.adapters.duckdb.credentials import DuckDBCredentials
from dbt.adapters.duckdb.plugins import BasePlugin
from dbt.adapters.duckdb.utils import TargetConfig
from dbt.adapters.events.logging import AdapterLogger
from dbt_common.exceptions import DbtRuntimeError

from omnichannel_rfm import converting, libraries, publishing

LOGGER = AdapterLogger("omnichannel_rfm")


class Plugin(BasePlugin):
    """Answers the requests of the macro `call_publishing`, and waits for the work database."""

    refusal: str | None = None

    def update_connection_config(self, creds: DuckDBCredentials, config: dict[str, Any]) -> None:
        """Wait, before dbt opens the work database, until no other process has it open.

        Raises:
            DbtRuntimeError: it stays in use; the message says what to do.
        """
        if self.refusal is None:
            try:
                publishing.wait_until_free(Path(creds.path), config, LOGGER.info)
                return
            except publishing.PublishingError as error:
                self.refusal = str(error)
        # Each of dbt's threads asks; one of them has waited.
        raise DbtRuntimeError(self.refusal)

    def configure_cursor(self, cursor: Any) -> None:
        """Hand the salt of hashed personal columns to SQL, by a variable that no log shows."""
        salt = os.environ.get("OMNICHANNEL_RFM_SALT")
        if salt:
            cursor.execute("set variable omnichannel_rfm_salt = ?", [salt])

    def store(self, target_config: TargetConfig) -> None:
        """Carry out one request, most of them on the published folder.

        Args:
            target_config: `location.path` is the published folder, `config` the request: `action`
                is `check`, `check_libraries` (of the statistics), `check_file` with the `path`,
                `convert` with what it takes, or `publish` with the `run` and what `write_run`
                takes.

        Raises:
            DbtRuntimeError: the run cannot be published, a file cannot be read, or libraries are
                missing; the message says what to do.
        """
        request: dict[str, Any] = target_config.config
        try:
            if request["action"] == "check":
                publishing.check_place(Path(target_config.location.path))
            elif request["action"] == "check_libraries":
                libraries.check()
            elif request["action"] == "check_file":
                converting.check(request["path"])
            elif request["action"] == "convert":
                arguments = {name: value for name, value in request.items() if name != "action"}
                converting.convert(**arguments)
            elif request["action"] == "publish":
                publishing.publish(Path(target_config.location.path), request["run"], request)
        except (
            publishing.PublishingError,
            libraries.LibrariesMissing,
            converting.ConversionError,
            OSError,
        ) as error:
            raise DbtRuntimeError(str(error)) from error
